import { OpenSessionError } from '../../domain/errors.ts';
import { quarantineRef } from '../../domain/refs.ts';
import { withoutRefFile } from '../../domain/without-ref-file.ts';
import type { ArtifactEntry } from '../../store/kept-artifact.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

/** Nothing is deleted: the ref moves where it is in nobody's way. */
export const unreadable: DoctorCheck = {
  id: 'unreadable',
  description: 'every artifact can be read',
  look: async (_, examined) => {
    if (examined === null) return [];
    const { store } = examined;
    const artifacts = examined.artifacts();
    const seeming = artifacts.filter(({ problem }) => problem === null);
    const read = await store.readAll(seeming);
    const broken = seeming.flatMap((entry, index): readonly ArtifactEntry[] => {
      const found = read[index];
      // what a partial clone left out is told by the check of whole artifacts
      return found instanceof OpenSessionError && found.code !== 'artifact_incomplete'
        ? [{ ...entry, problem: found.message }]
        : [];
    });
    return [...artifacts.filter(({ problem }) => problem !== null), ...broken].map(ailmentOf);
  },
};

const ailmentOf = ({ ref, commit, problem }: ArtifactEntry): Ailment => {
  const what = `${ref}: ${problem}`;
  if (commit === '') return told('error', what, withoutRefFile(ref));
  return {
    severity: 'error',
    what,
    hint: null,
    fix: { kind: 'set-aside', ref, to: quarantineRef(ref, commit), commit },
  };
};
