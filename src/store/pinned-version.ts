import { parseArtifactMessage } from '../domain/artifact-message.ts';
import { messageOf } from '../git/commit-headers.ts';
import { readEach } from '../git/read-objects.ts';
import type { FoundArtifact } from './artifact-search.ts';
import type { Place } from './place.ts';

/** Versions of one artifact among which a pinned one is looked for. */
export const MOST_PINNED_VERSIONS = 5_000;

/**
 * An artifact at the version that is pinned, if that is in the history of its tip; else the pinned one all the same,
 * told as no longer in it, if it is here and a version of this artifact; else at its tip.
 * @param pin 12 to 64 hexadecimal digits; null: none
 */
export const pinnedVersion = async (place: Place, found: FoundArtifact, pin: string | null): Promise<FoundArtifact> => {
  if (pin === null || found.commit.startsWith(pin)) return found;
  const args = ['rev-list', `--max-count=${MOST_PINNED_VERSIONS}`, '--end-of-options', found.commit, '--'];
  const { code, stdout } = await place.git.run(args, { cwd: place.cwd, allow: [0, 128] });
  const known = code === 0 ? stdout.toString('utf8').split('\n') : [];
  const version = known.find((commit) => commit.startsWith(pin));
  if (version !== undefined) return { ...found, commit: version, tip: found.commit };
  if (pin.length !== found.commit.length) return found;
  const [object] = await readEach(place.git, [pin], { cwd: place.cwd });
  const is = object?.type === 'commit' ? parseArtifactMessage(messageOf(object.bytes))?.artifact_id : undefined;
  return is === found.id ? { ...found, commit: pin, rewritten: true } : found;
};
