import { ARTIFACTS_PREFIX } from '../../domain/refs.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { isDamage } from '../list-entries.ts';
import type { Kept } from './push-order.ts';

/** What to tell of an artifact whose tip was lost. @param problem as isDamage knows it */
export const damagedHere = (problem: string): string =>
  `what is here of it is damaged: ${problem}; see: opensession doctor`;

/**
 * What of a ref below ours that is no version of an artifact: one that was damaged, or that somebody put there, by a mistake or
 * on purpose. The latter keeps nobody from sending all of ours. @param isNamed it was asked for by its name
 */
export const keptAt = (artifact_id: string, problem: string, isNamed: boolean): Kept => {
  if (isDamage(problem)) return { artifact_id, reason: 'damaged', detail: damagedHere(problem) };
  const ref = shellWord(`${ARTIFACTS_PREFIX}${artifact_id}`);
  const detail = `${problem}; it is none of ours, and stays here: where nobody needs it, git update-ref --no-deref -d ${ref}`;
  return { artifact_id, reason: isNamed ? 'no_artifact' : 'foreign', detail };
};
