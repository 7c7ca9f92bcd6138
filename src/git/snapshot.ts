import { join } from 'node:path';
import type { KeyedChange } from '../domain/change-facts.ts';
import { copyAndAdd } from './add-changed.ts';
import type { RawChanges } from './change/raw-changes.ts';
import { editTree, type TreeChange } from './edit-tree.ts';
import type { Git } from './git.ts';
import { differing, dirtySubmodules, isThere, lookAgain } from './hidden-changes.ts';
import { readSpecialEntries } from './index-entries.ts';
import { gitObject } from './object-id.ts';
import { pathBytes } from './path-text.ts';
import { type Quarantine, quarantined } from './quarantine.ts';
import { settleIndex, type Withhold } from './settle-index.ts';
import { statPath } from './stat-path.ts';
import { rawDiff, strictPatchKeys } from './strict-patch-keys.ts';
import type { WorkState } from './work-state.ts';

/** What `git add -A` of the working tree would make, seen without adding anything. */
export interface Snapshot {
  /** Against the start's tree; what is withheld stands as it was at the start, so that it is no change. */
  readonly tree: string | null;
  readonly reason: string | null;
  readonly changes: RawChanges;
  /** Paths whose state is not told, with the reason. */
  readonly withheld: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, KeyedChange>;
  /** Differs although the index is told to look away, or is a submodule with changes of its own. */
  readonly hidden: readonly string[];
}

export interface SnapshotRequest {
  /** Commit or tree that changes are told against; null: nothing was there. */
  readonly start: string | null;
  readonly withhold: Withhold;
}

/** Larger files are named, not hashed. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The tree of the working tree as it is, with line ends and the like converted as git would. The user's index, objects
 * and files stay untouched, and no program that the repository configures is run (design: S1, S2, S6).
 * @throws git_failed, no_space
 */
export const takeSnapshot = async (git: Git, state: WorkState, request: SnapshotRequest): Promise<Snapshot> => {
  if (state.unmerged) return nothing('unmerged');
  return quarantined(git, state, async (quarantine) => {
    const large = largeOnes(state);
    const special = readSpecialEntries(git, state.paths.root);
    special.catch(() => {}); // what it failed with is thrown below, and may come before that
    const index = join(state.paths.gitDir, 'index');
    await copyAndAdd(quarantine, index, { unstaged: state.unstaged, large: new Set(large.keys()) });
    const flagged = (await special).filter((entry) => entry.flagged && isThere(state.paths.root, entry.path));
    await lookAgain(quarantine, flagged);
    const start = request.start ?? gitObject(state.paths.objectFormat, 'tree', '').id;
    const pair = { from: start, to: null };
    const run = (args: readonly string[]) => quarantine.run(args);
    const raw = rawDiff(run, pair);
    // they seldom change by what follows, and are made beside it
    const keysBefore = strictPatchKeys(run, { ...pair, raw });
    const settled = settleIndex(quarantine, git, { state, start, raw, large, withhold: request.withhold });
    const { changes, withheld, isChanged } = await settled.finally(() => keysBefore.catch(() => {}));
    const keys = await (isChanged ? strictPatchKeys(run, pair) : keysBefore);
    const hidden = [...(await differing(quarantine, flagged)), ...(await dirtySubmodules(git, state, await special))];
    const tree = await treeWith(quarantine, state, { start, changes });
    return { tree, reason: null, changes, withheld, keys, hidden: hidden.sort() };
  });
};

/** The tree that the index holds, made in memory: `write-tree` would write a file for each folder that changed. */
const treeWith = async (
  { git, cwd }: Quarantine,
  { paths }: WorkState,
  { start, changes }: { readonly start: string; readonly changes: RawChanges },
): Promise<string> => {
  const edits = [...changes].map(([path, { after }]): [string, TreeChange] => [
    pathBytes(path).toString('latin1'),
    after === null ? null : { mode: after.mode, id: after.oid },
  ]);
  return (await editTree({ git, cwd, format: paths.objectFormat }, `${start}^{tree}`, new Map(edits))).id;
};

const nothing = (reason: string): Snapshot => ({
  tree: null,
  reason,
  changes: new Map(),
  withheld: new Map(),
  keys: new Map(),
  hidden: [],
});

const largeOnes = ({ dirty, paths }: WorkState): ReadonlyMap<string, string> =>
  new Map(
    dirty.flatMap((path) => {
      const stat = statPath(join(paths.root, path));
      return stat?.isFile() === true && stat.size > MAX_BYTES ? [[path, `larger than ${MAX_BYTES} bytes`]] : [];
    }),
  );
