import { cpSync, existsSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyedChange } from '../domain/change-facts.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { RawChanges } from './change/raw-changes.ts';
import { editTree, type TreeChange } from './edit-tree.ts';
import type { Git } from './git.ts';
import { differing, dirtySubmodules, isThere, lookAgain } from './hidden-changes.ts';
import { readSpecialEntries } from './index-entries.ts';
import { gitObject } from './object-id.ts';
import { pathBytes } from './path-text.ts';
import { IN_ONE_PACK, type Quarantine, quarantined } from './quarantine.ts';
import { settleIndex, type Withhold } from './settle-index.ts';
import { statPath } from './stat-path.ts';
import { strictPatchKeys } from './strict-patch-keys.ts';
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
    copyIndex(join(state.paths.gitDir, 'index'), quarantine.index);
    const special = await readSpecialEntries(quarantine);
    const flagged = special.filter((entry) => entry.flagged && isThere(state.paths.root, entry.path));
    await lookAgain(quarantine, flagged);
    const large = largeOnes(state);
    const all = ['add', '--all', '--sparse', '--ignore-errors', '--', '.', ...except([...large.keys()])];
    await addAll(quarantine, all);
    const start = request.start ?? gitObject(state.paths.objectFormat, 'tree', '').id;
    const keysNow = () => strictPatchKeys((args) => quarantine.run(args), { from: start, to: null });
    // they seldom change by what follows, and are made beside it
    const keysBefore = keysNow();
    const settled = settleIndex(quarantine, git, { state, start, large, withhold: request.withhold });
    // nothing of the quarantine is deleted under a git that runs in it
    const { changes, withheld, isChanged } = await settled.finally(() => keysBefore.catch(() => {}));
    const keys = await (isChanged ? keysNow() : keysBefore);
    const hidden = [...(await differing(quarantine, flagged)), ...(await dirtySubmodules(git, state, special))];
    const tree = await treeWith(quarantine, state, { start, changes });
    return { tree, reason: null, changes, withheld, keys, hidden: hidden.sort() };
  });
};

/** A file that is written at this moment ends a git that makes a pack, and is passed over by one that does not. */
const addAll = async (quarantine: Quarantine, args: readonly string[]): Promise<void> => {
  const options = { allow: [0, 1], env: { GIT_LITERAL_PATHSPECS: '0' } };
  try {
    await quarantine.run([...IN_ONE_PACK, ...args], options);
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'git_failed') throw error;
    await quarantine.run(args, options);
  }
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

/** With the original's time, rounded down: entries as young as it are then compared by content, not by size and time. */
const copyIndex = (from: string, to: string): void => {
  if (!existsSync(from)) return;
  cpSync(from, to);
  const seconds = Math.floor(statSync(from).mtimeMs / 1000);
  utimesSync(to, seconds, seconds);
};

const largeOnes = ({ dirty, paths }: WorkState): ReadonlyMap<string, string> =>
  new Map(
    dirty.flatMap((path) => {
      const stat = statPath(join(paths.root, path));
      return stat?.isFile() === true && stat.size > MAX_BYTES ? [[path, `larger than ${MAX_BYTES} bytes`]] : [];
    }),
  );

const except = (paths: readonly string[]): readonly string[] => paths.map((path) => `:(top,exclude,literal)${path}`);
