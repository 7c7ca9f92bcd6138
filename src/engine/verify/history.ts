import { error, note, type VerifyCheck } from './verify-check.ts';

export const history: VerifyCheck = {
  id: 'history',
  description: 'what a version is built upon are versions of the same artifact',
  integrity: true,
  find: ({ version, artifact_id }) =>
    version.parents.flatMap(({ commit, of }) => {
      if (of === artifact_id) return [];
      if (of === undefined) return [note(`the version before it, ${commit}, is not here`)];
      return [error(`it is built upon ${commit}, ${of === null ? 'no version of an artifact' : `a version of ${of}`}`)];
    }),
};
