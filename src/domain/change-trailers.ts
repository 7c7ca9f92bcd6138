/**
 * The trailers of a version's commit message by which a change finds it (keys of states, patches and paths), beside
 * those that listing shows. What former versions claimed stays in the newest message, so that work that was merged
 * after its first turn is found when the fifth is the tip.
 */
import { packKeys, pathKey, patchKey, STATE_KEY_BYTES, stateKey, unpackKeys } from './change-keys.ts';
import type { Handoff } from './handoff.ts';
import type { Manifest, ManifestEntry } from './manifest.ts';

export type Trailer = readonly [key: string, value: string | null];

const MAX_COMMITS = 16;

/** @param former the message of the version before, '' if there is none */
export const changeTrailers = async (
  manifest: Pick<Manifest, 'object_format' | 'start' | 'base' | 'tree' | 'entries'>,
  payload: readonly Handoff[],
  former: string,
): Promise<readonly Trailer[]> => {
  const claimed = manifest.entries.filter((entry) => entry.claimed);
  const states = await Promise.all(
    claimed.flatMap(({ path, path_key, after }) =>
      after === null || path_key !== undefined ? [] : [stateKey(manifest.object_format, path, after)],
    ),
  );
  // of a folder that was taken away there may be more than there is room for
  const there = claimed.filter(({ after }) => after !== null);
  const gone = claimed.filter(({ after }) => after === null);
  const paths = await Promise.all([...there, ...gone].map(async ({ path, path_key }) => path_key ?? pathKey(path)));
  const commits = payload.flatMap(({ repository }) => repository?.commits ?? []).map(({ id }) => id);
  return [
    ['Object-Format', manifest.object_format],
    ['Tree', manifest.tree],
    ['Start', manifest.start],
    ['Base', manifest.base],
    ['Commits', [...new Set(commits)].slice(-MAX_COMMITS).join(' ')],
    ['States', packKeys([...states, ...formerKeys(former, 'States')])],
    ['Patches', packKeys([...patchesOf(there), ...formerKeys(former, 'Patches'), ...patchesOf(gone)])],
    ['Paths', packKeys(paths)],
  ];
};

const patchesOf = (entries: readonly ManifestEntry[]): readonly string[] =>
  entries.flatMap(({ key }) => (key === null ? [] : [patchKey(key)]));

const formerKeys = (message: string, key: string): readonly string[] => {
  const line = message.split('\n').find((one) => one.startsWith(`${key}: `));
  return line === undefined ? [] : unpackKeys(line.slice(key.length + 2), STATE_KEY_BYTES);
};
