import { insteadOf } from '../../domain/errors.ts';
import { ARCHIVE_REF, type ArtifactId, TOMBSTONES_REF, artifactRef } from '../../domain/refs.ts';
import { isPartial } from '../../git/promised-objects.ts';
import { refTarget } from '../../git/ref-targets.ts';
import type { Place } from '../place.ts';
import { checkVersions } from './check-versions.ts';
import { readLocalTips } from './local-tips.ts';

/**
 * Refs of ours below which a partial clone left something out, in any version: records of what was removed and archived, and
 * these artifacts. None in a clone that is whole.
 */
export const lackingRefs = async (
  place: Place,
  artifacts: readonly ArtifactId[] | 'all',
): Promise<readonly string[]> => {
  if (!isPartial(place.commonDir)) return [];
  const records: string[] = [];
  for (const ref of [TOMBSTONES_REF, ARCHIVE_REF]) if (await isLacking(place, ref)) records.push(ref);
  return [...records, ...(await incompleteIds(place, artifacts)).map(artifactRef)];
};

const incompleteIds = async (place: Place, which: readonly ArtifactId[] | 'all'): Promise<readonly ArtifactId[]> => {
  if (which !== 'all' && which.length === 0) return [];
  const { tips } = await readLocalTips(place);
  const asked = which === 'all' ? tips : new Map([...tips].filter(([id]) => which.includes(id)));
  const problems = await checkVersions(place, asked, []);
  return [...asked.keys()].filter((id) => problems.get(id)?.isIncomplete === true);
};

/** git names what is missing with a `?` before its id, and asks nobody for it. */
const isLacking = async (place: Place, ref: string): Promise<boolean> => {
  const { git, cwd } = place;
  const id = await refTarget(place, ref);
  if (id === null) return false;
  let isMissing = false;
  const onOutput = (chunk: Buffer): void => void (isMissing ||= chunk.includes('?'));
  const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', id];
  // where one of them is damaged whoever reads it says so
  await git.run(args, { cwd, limit: Infinity, onOutput }).catch(insteadOf('git_failed', null));
  return isMissing;
};
