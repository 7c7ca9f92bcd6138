import { cpSync, existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { KeyedChange } from '../domain/change-facts.ts';
import { OpenSessionError } from '../domain/errors.ts';
import type { FileState } from '../domain/path-state.ts';
import { type RawChanges, readRawChanges } from './change/raw-changes.ts';
import { editTree, type TreeChange } from './edit-tree.ts';
import type { Git } from './git.ts';
import { type IndexEntry, readIndex } from './index-entries.ts';
import { gitObject } from './object-id.ts';
import { isNameable, nulLines, pathBytes } from './path-text.ts';
import { filtersOf, listed } from './path-attributes.ts';
import { IN_ONE_PACK, type Quarantine, quarantined } from './quarantine.ts';
import { readInfos, readObjects } from './read-objects.ts';
import { statPath } from './stat-path.ts';
import { strictPatchKeys } from './strict-patch-keys.ts';
import { type WorkState, readWorkState } from './work-state.ts';

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
  /** Changed paths whose object id must not be told (content with a secret in it), with the reason. */
  withhold(
    changed: ReadonlyMap<string, FileState>,
    read: (ids: readonly string[]) => Promise<readonly (Buffer | null)[]>,
  ): Promise<ReadonlyMap<string, string>>;
}

/** Larger files are named, not hashed. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_SUBMODULES = 64;

/**
 * The tree of the working tree as it is, with line ends and the like converted as git would. The user's index, objects
 * and files stay untouched, and no program that the repository configures is run (design: S1, S2, S6).
 * @throws git_failed, no_space
 */
export const takeSnapshot = async (git: Git, state: WorkState, request: SnapshotRequest): Promise<Snapshot> => {
  if (state.unmerged) return nothing('unmerged');
  return quarantined(git, state, async (quarantine) => {
    copyIndex(join(state.paths.gitDir, 'index'), quarantine.index);
    const before = await readIndex(quarantine);
    const flagged = before.filter((entry) => entry.flagged && isThere(state.paths.root, entry.path));
    await lookAgain(quarantine, flagged);
    const large = largeOnes(state);
    const all = ['add', '--all', '--sparse', '--ignore-errors', '--', '.', ...except([...large.keys()])];
    await addAll(quarantine, all);
    const start = request.start ?? gitObject(state.paths.objectFormat, 'tree', '').id;
    const withheld = new Map(large);
    const { changes: found, unknown } = await filtered(quarantine, git, { state, start });
    for (const [path, reason] of unknown) withheld.set(path, reason);
    for (const [path, reason] of await request.withhold(present(found), contentsIn(quarantine)))
      withheld.set(path, reason);
    const isPutBack = await putBack(quarantine, start, { changes: found, paths: [...withheld.keys()] });
    const changes = isPutBack ? await changesTo(quarantine, start) : found;
    const keys = await strictPatchKeys((args) => quarantine.run(args), { from: start, to: null });
    const hidden = [...(await differing(quarantine, flagged)), ...(await dirtySubmodules(git, state, before))];
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

const isThere = (root: string, path: string): boolean => statPath(join(root, path)) !== null;

/** Takes the flags that hide a path's changes off, in our copy of the index. */
const lookAgain = async (quarantine: Quarantine, flagged: readonly IndexEntry[]): Promise<void> => {
  if (flagged.length === 0) return;
  const stdin = listed(flagged.map(({ path }) => path));
  await quarantine.run(['update-index', '--no-skip-worktree', '-z', '--stdin'], { stdin });
  await quarantine.run(['update-index', '--no-assume-unchanged', '-z', '--stdin'], { stdin });
};

const differing = async (quarantine: Quarantine, flagged: readonly IndexEntry[]): Promise<readonly string[]> => {
  if (flagged.length === 0) return [];
  const now = new Map((await readIndex(quarantine)).map((entry) => [entry.path, entry]));
  return flagged.filter((entry) => now.get(entry.path)?.oid !== entry.oid).map(({ path }) => path);
};

const largeOnes = ({ dirty, paths }: WorkState): ReadonlyMap<string, string> =>
  new Map(
    dirty.flatMap((path) => {
      const stat = statPath(join(paths.root, path));
      return stat?.isFile() === true && stat.size > MAX_BYTES ? [[path, `larger than ${MAX_BYTES} bytes`]] : [];
    }),
  );

const except = (paths: readonly string[]): readonly string[] => paths.map((path) => `:(top,exclude,literal)${path}`);

const changesTo = async (quarantine: Quarantine, start: string): Promise<RawChanges> => {
  const args = ['diff-index', '--cached', '--raw', '--no-renames', '--no-abbrev', '--ignore-submodules=none', '-z'];
  return readRawChanges(await quarantine.run([...args, start])).get('') ?? new Map();
};

const present = (changes: RawChanges): ReadonlyMap<string, FileState> =>
  new Map([...changes].flatMap(([path, { after }]) => (after === null ? [] : [[path, after]])));

/** Of a path that a filter would convert: the pointer that git-lfs makes (it needs no program), any other is unknown. */
const filtered = async (
  quarantine: Quarantine,
  git: Git,
  { state, start }: { readonly state: WorkState; readonly start: string },
): Promise<{ readonly changes: RawChanges; readonly unknown: ReadonlyMap<string, string> }> => {
  const changes = await changesTo(quarantine, start);
  const changed = present(changes);
  const filters = await filtersOf(git, state.paths.root, [...changed.keys()]);
  const unknown = new Map<string, string>();
  const pointers: (readonly [string, string])[] = [];
  for (const [path, driver] of filters) {
    const file = changed.get(path);
    if (file === undefined || !file.mode.startsWith('100')) continue;
    if (driver !== 'lfs') unknown.set(path, `filter ${driver}`);
    else if (!isNameable(path)) unknown.set(path, `filter ${driver}`);
    else if (!(await isPointer(quarantine, file)))
      pointers.push([
        `${file.mode} ${gitObject(state.paths.objectFormat, 'blob', pointerTo(join(state.paths.root, path))).id}\t`,
        path,
      ]);
  }
  if (pointers.length === 0) return { changes, unknown };
  await quarantine.run(['update-index', '--add', '-z', '--index-info'], { stdin: nulLines(pointers) });
  return { changes: await changesTo(quarantine, start), unknown };
};

/** The index had it as git-lfs made it, or the file was never filled in. */
const isPointer = async (quarantine: Quarantine, file: FileState): Promise<boolean> => {
  const [info] = await readInfos(quarantine.git, [file.oid], quarantine);
  if (info == null || info.size >= POINTER_BYTES) return false;
  const [bytes] = await contentsIn(quarantine)([file.oid]);
  return bytes?.toString('latin1').startsWith(LFS) === true;
};

const contentsIn =
  (quarantine: Quarantine) =>
  async (ids: readonly string[]): Promise<readonly (Buffer | null)[]> =>
    (await readObjects(quarantine.git, ids, quarantine)).map((found) => found?.bytes ?? null);

/** A pointer is shorter (docs/spec.md of git-lfs). */
const POINTER_BYTES = 1024;
const LFS = 'version https://git-lfs.github.com/spec/v1\n';

/** The whole format of a pointer (git-lfs 1 to 3, docs/spec.md). */
const pointerTo = (path: string): string => {
  const bytes = readFileSync(path);
  return `${LFS}oid sha256:${createHash('sha256').update(bytes).digest('hex')}\nsize ${bytes.length}\n`;
};

/** What is withheld stands in the tree as it was at the start. @returns whether anything had to be put back */
const putBack = async (
  quarantine: Quarantine,
  start: string,
  { changes, paths }: { readonly changes: RawChanges; readonly paths: readonly string[] },
): Promise<boolean> => {
  const zero = '0'.repeat(start.length);
  const lines = paths.flatMap((path): readonly (readonly [string, string])[] => {
    const change = changes.get(path);
    if (change === undefined) return [];
    return [[change.before === null ? `0 ${zero}\t` : `${change.before.mode} ${change.before.oid}\t`, path]];
  });
  if (lines.length === 0) return false;
  await quarantine.run(['update-index', '--add', '-z', '--index-info'], { stdin: nulLines(lines) });
  return true;
};

/** Each is looked at as a repository of its own, with its own drivers switched off. */
const dirtySubmodules = async (
  git: Git,
  state: WorkState,
  entries: readonly IndexEntry[],
): Promise<readonly string[]> => {
  const found: string[] = [];
  const links = entries.filter(({ mode, path }) => mode === '160000' && isThere(state.paths.root, `${path}/.git`));
  for (const { path } of links.slice(0, MAX_SUBMODULES)) {
    try {
      const paths = await git.locate(join(state.paths.root, path));
      if (paths.root === null) continue;
      const { dirty } = await readWorkState(git, { ...paths, root: paths.root });
      if (dirty.length > 0) found.push(path);
    } catch (error) {
      if (!(error instanceof OpenSessionError)) throw error;
      found.push(path); // cannot be looked at: not known to be clean
    }
  }
  return found;
};
