import { type Found, note, type VerifyCheck, warning } from './verify-check.ts';

export const sources: VerifyCheck = {
  id: 'sources',
  description: 'the logs that it was made from are what they were',
  integrity: false,
  find: ({ sources, artifact_id }) =>
    sources.flatMap(({ source, state }): readonly Found[] => {
      const what = `${state}: session ${source.session_id}, ${source.source_path}`;
      if (state === 'fresh') return [];
      if (state !== 'stale') return [note(what)];
      return [warning(what, `opensession session handoff artifact refresh ${artifact_id}`)];
    }),
};
