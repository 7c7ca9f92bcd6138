/** The keys under which an artifact is found in the archive. */
import type { Artifact } from './artifact.ts';
import { trailersOf } from './artifact-message.ts';
import { MAX_CHANGE_KEYS, STATE_KEY_BYTES, stateKey, unpackKeys } from './change-keys.ts';

/**
 * Keys (hexadecimal) of states and patches that a version's commit message holds; undefined when it holds none at all,
 * as those of older versions and of the older tool.
 */
export const keysOfMessage = (message: string): readonly string[] | undefined => {
  const trailers = trailersOf(message);
  const packed = [...(trailers.get('States') ?? []), ...(trailers.get('Patches') ?? [])];
  if (packed.length === 0) return undefined;
  return packed.flatMap((text) => unpackKeys(text, STATE_KEY_BYTES)).slice(0, MOST_KEYS);
};

/** Two kinds of keys, each bounded; more was not written by us. */
const MOST_KEYS = 2 * MAX_CHANGE_KEYS;

/** Keys of the states that an artifact claims: of those paths whose mode and object id it knows. */
export const keysOfArtifact = async ({ payload }: Artifact): Promise<readonly string[]> => {
  const keys = new Set<string>();
  for (const { format, path, mode, oid } of claimedStates(payload)) {
    if (keys.size >= MOST_KEYS) break;
    keys.add(await stateKey(format, path, { mode, oid }));
  }
  return [...keys];
};

/** An artifact may be another tool's: no repository, and anything in its place. */
const claimedStates = (payload: Artifact['payload']) =>
  payload.flatMap(({ repository }) =>
    (Array.isArray(repository?.claimed) ? repository.claimed : []).flatMap(({ path, blob, mode }) =>
      typeof path === 'string' && typeof blob === 'string' && typeof mode === 'string' && repository != null
        ? [{ format: repository.object_format, path, mode, oid: blob }]
        : [],
    ),
  );
