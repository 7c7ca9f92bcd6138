import { error, note, type VerifyCheck } from './verify-check.ts';

/** Whoever edits a part of a manifest by hand would have to make the tree anew. */
export const states: VerifyCheck = {
  id: 'states',
  description: 'the start and the states of manifest.json make the tree that it names',
  integrity: true,
  find: ({ states: told }) => {
    if (told === 'differ') return [error('manifest.json: its start and its entries do not make its tree')];
    return told === 'unknown'
      ? [note('its start is not here whole: whether its states make its tree cannot be told')]
      : [];
  },
};
