import { OpenSessionError } from '../domain/errors.ts';
import { editTree, type TreeChange } from './edit-tree.ts';
import type { Git } from './git.ts';
import { gitObject } from './object-id.ts';
import { patchIds } from './patch-ids.ts';
import { listed } from './path-attributes.ts';
import { IN_ONE_PACK, type Quarantine, quarantined } from './quarantine.ts';
import type { WorkState } from './work-state.ts';

export interface PathState {
  /** null: deleted. */
  readonly blob: string | null;
  readonly mode: string | null;
  readonly patch_id: string | null;
}

export interface ClaimedTree {
  readonly tree: string;
  readonly states: ReadonlyMap<string, PathState>;
}

/**
 * HEAD's tree with the given paths laid over it as they are in the working tree (missing ones removed), and what each
 * then is. Line ends and the like are converted as `git add` would; no filter driver runs.
 * @param chosen the paths: HEAD's tree is read while they are still being chosen
 * @throws git_failed, no_space
 */
export const claimedTree = (git: Git, state: WorkState, chosen: Promise<readonly string[]>): Promise<ClaimedTree> =>
  quarantined(git, state, async (quarantine) => {
    const base = state.head;
    // no index is an empty one
    const filled = base === null ? Promise.resolve() : quarantine.run(['read-tree', base]);
    // nothing of the quarantine is deleted under a git that runs in it
    const [paths] = await Promise.all([chosen, filled]).finally(() => filled.catch(() => {}));
    const laid = await lay(quarantine, paths);
    const [index, patches] = await Promise.all([
      quarantine.run(['ls-files', '--stage', '-z', ...named(paths)]),
      patchIds(quarantine, base ?? gitObject(state.paths.objectFormat, 'tree', '').id),
    ]);
    const states = new Map<string, PathState>();
    for (const path of laid) states.set(path, { blob: null, mode: null, patch_id: patches.get(path) ?? null });
    for (const { path, mode, blob } of indexEntries(index)) {
      const known = states.get(path);
      if (known !== undefined) states.set(path, { ...known, mode, blob });
    }
    return { tree: await treeWith(quarantine, state, states), states };
  });

/** Made in memory: `write-tree` would write a file for each folder on the way to a path. */
const treeWith = async (
  { git, cwd }: Quarantine,
  { head, paths }: WorkState,
  states: ClaimedTree['states'],
): Promise<string> => {
  const edits = [...states].map(([path, { mode, blob }]): [string, TreeChange] => [
    Buffer.from(path, 'utf8').toString('latin1'),
    mode === null || blob === null ? null : { mode, id: blob },
  ]);
  const root = head === null ? null : `${head}^{tree}`;
  return (await editTree({ git, cwd, format: paths.objectFormat }, root, new Map(edits))).id;
};

/** One by one, when one of them makes git refuse all. */
const MOST_SINGLE = 500;

/** The paths that could be laid over. */
const lay = async (
  quarantine: Quarantine,
  paths: readonly string[],
  settings: readonly string[] = IN_ONE_PACK,
): Promise<readonly string[]> => {
  if (paths.length === 0) return [];
  try {
    const args = ['update-index', '--add', '--remove', '--replace', '-z', '--stdin'];
    await quarantine.run([...settings, ...args], { stdin: listed(paths) });
    return paths;
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code === 'no_space' || paths.length > MOST_SINGLE) throw error;
    if (paths.length === 1 && settings.length === 0) return [];
  }
  const laid: string[] = [];
  for (const path of paths) laid.push(...(await lay(quarantine, [path], [])));
  return laid;
};

/** As arguments while they are few; else all of the index is read. */
const named = (paths: readonly string[]): readonly string[] =>
  paths.length <= 200 && paths.join('').length < 16_384 ? ['--', ...paths] : [];

/** `<mode> <id> <stage>\t<path>` */
const indexEntries = (bytes: Buffer): readonly { path: string; mode: string; blob: string }[] =>
  bytes
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, mode, blob, path] = /^(\d+) ([0-9a-f]+) \d\t([^]*)$/.exec(line) ?? [];
      return mode === undefined || blob === undefined || path === undefined ? [] : [{ path, mode, blob }];
    });
