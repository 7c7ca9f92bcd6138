import type { ChangeFacts } from '../../domain/change-facts.ts';
import { pathKey, stateKey } from '../../domain/change-keys.ts';
import type { CandidateHints } from '../../domain/choose-candidates.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { type FileState, type PathState, stateText } from '../../domain/path-state.ts';

/** More states than this are no change that a handoff is about. */
const MOST_STATES = 50_000;

/** Path of the change by its short key, also for manifests that do not hold it in clear. */
export const pathsByKey = async (facts: ChangeFacts): Promise<ReadonlyMap<string, string>> =>
  new Map(await Promise.all([...facts.paths.keys()].map(async (path) => [await pathKey(path), path] as const)));

/**
 * By what an artifact may be about paths of a change: their states in head and after each commit, in hexadecimal keys.
 * @param asked the paths; others say nothing
 */
export const hintsOf = async (
  facts: ChangeFacts,
  byKey: ReadonlyMap<string, string>,
  asked: ReadonlySet<string>,
): Promise<CandidateHints> => {
  const states = new Map<string, readonly [path: string, state: FileState]>();
  for (const [path, state] of statesOf(facts))
    if (state !== null && asked.has(path) && states.size < MOST_STATES) states.set(key(path, state), [path, state]);
  const keys = await Promise.all(
    [...states.values()].map(([path, state]) => stateKey(facts.object_format, path, state)),
  );
  return {
    states: new Set(keys),
    paths: new Set([...byKey].flatMap(([key, path]) => (asked.has(path) ? [key] : []))),
    commits: new Set(facts.commits.map(({ oid }) => oid)),
  };
};

/** Whether a manifest holds a state that the change led a path to, in its head or after a commit. */
export const isAboutChange = (facts: ChangeFacts): ((manifest: Manifest | null) => boolean) => {
  const states = new Set(statesOf(facts).map(([path, state]) => key(path, state)));
  // a path that redaction changed may be any
  return (manifest) =>
    manifest?.entries.some(({ path, path_key, after }) => path_key !== undefined || states.has(key(path, after))) ===
    true;
};

/** Where the change leads each path, in its head and after each commit. */
function* statesOf({ paths, commits }: ChangeFacts): Generator<readonly [path: string, state: PathState]> {
  for (const [path, { head }] of paths) yield [path, head];
  for (const { changes } of commits)
    for (const change of changes) for (const [path, { after }] of change) yield [path, after];
}

const key = (path: string, state: PathState): string => `${stateText(state)} ${path}`;
