import type { ChangeFacts, PathChange } from '../../domain/change-facts.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { PathState } from '../../domain/path-state.ts';
import { gitObject } from '../object-id.ts';
import { unionPaths } from './base-attributes.ts';
import { baseStates, withMergedBases } from './base-states.ts';
import { changesBetween } from './changes-between.ts';
import { mergeCommits } from './merge-commits.ts';
import { supplyMerges } from './merge-inputs.ts';
import { ownCommits } from './own-commits.ts';
import type { PrivateRepository } from './private-repository.ts';
import { shallowIn } from '../shallow-in.ts';
import { listCommits, rangeCommits } from './range-commits.ts';
import type { RawChanges } from './raw-changes.ts';
import { isNameable } from '../path-text.ts';

/**
 * What a change is, from the objects alone: no ref, replacement, graft or setting of the repository counts.
 * @param change full object ids of commits
 * @throws history_incomplete (a shallow history that cannot tell the merge base, or a missing object), git_failed
 */
export const readChangeFacts = async (
  repository: PrivateRepository,
  change: { readonly head: string; readonly base: string },
): Promise<ChangeFacts> => {
  const { head, base } = change;
  const { supply } = repository;
  // what is all here is listed meanwhile; from a remote more of the history may have to come first
  const listed = supply.whole ? begun(listCommits(repository, change)) : null;
  const merge_bases = await knownBases(repository, { head, base });
  const empty = gitObject(repository.object_format, 'tree', '').id;
  const roots = merge_bases.length === 0 ? [empty] : merge_bases;
  const differences = (): Promise<readonly RawChanges[]> =>
    Promise.all(roots.map((root) => changesBetween(repository, root, head)));
  const compared = supply.whole ? begun(differences()) : null;
  const range = { head, base, merge_bases };
  const own = await ownCommits(repository, range, await (listed ?? listCommits(repository, change)));
  const commits = await rangeCommits(repository, range, own);
  const head_tree = commits.find(({ oid }) => oid === head)?.tree ?? (await treeOf(repository, head));
  const against = await (compared ?? differences());
  const differing = new Map([...inEvery(against), ...(await dropped(repository, { head, base }, against))]);
  const paths = await withMergedBases(repository, { head, base, merge_bases, paths: differing });
  return {
    object_format: repository.object_format,
    head,
    head_tree,
    base_tip: base,
    merge_bases,
    paths,
    unchanged: new Map(),
    commits,
    base_states: await baseStates(repository, { head, base, merge_bases, commits, paths }, (commit) =>
      knownBases(repository, { head: commit, base }),
    ),
  };
};

/** What fails is told where it is needed. */
const begun = <T>(work: Promise<T>): Promise<T> => {
  work.catch(() => {});
  return work;
};

const mergeBases = async ({ git, dir }: PrivateRepository, a: string, b: string): Promise<readonly string[]> => {
  const { stdout } = await git.run(['merge-base', '--all', a, b], { cwd: dir, allow: [0, 1] });
  return stdout.toString('utf8').split('\n').filter(Boolean).sort();
};

/** Id of a commit's tree, also where the tree is not here yet. @throws git_failed */
export const treeOf = async ({ git, dir }: PrivateRepository, commit: string): Promise<string> =>
  (
    await git.run(['log', '-1', '--no-show-signature', '--format=%T', '--end-of-options', commit, '--'], { cwd: dir })
  ).stdout
    .toString('utf8')
    .trim();

/** All merge bases, once enough of the history is here to tell them. @throws history_incomplete */
const knownBases = async (
  repository: PrivateRepository,
  { head, base }: { readonly head: string; readonly base: string },
): Promise<readonly string[]> => {
  for (;;) {
    const merge_bases = await mergeBases(repository, head, base);
    const cut = await cutCommits(repository, { head, base, merge_bases });
    if (cut.length === 0) return merge_bases;
    if (await repository.supply.deepen()) continue;
    throw new OpenSessionError(
      'history_incomplete',
      `expected the history from the head to the target branch, found it cut at ${cut[0]} (${cut.length} in all)`,
      { hint: 'git fetch --unshallow, or fetch more of it: git fetch --deepen=200' },
    );
  }
};

/** Those between head, base and all of their merge bases that lack their parents: where there is none, the history suffices. */
const cutCommits = async (
  repository: PrivateRepository,
  change: { readonly head: string; readonly base: string; readonly merge_bases: readonly string[] },
): Promise<readonly string[]> => {
  const shallow = shallowIn(repository);
  if (shallow.size === 0) return [];
  const { head, base, merge_bases } = change;
  const args = ['rev-list', '--end-of-options', head, base, ...merge_bases.map((oid) => `^${oid}`), '--'];
  const { stdout } = await repository.git.run(args, { cwd: repository.dir });
  return stdout
    .toString('utf8')
    .split('\n')
    .filter((oid) => shallow.has(oid));
};

/** A path that is somewhere as it is in head was brought by that side, not by the change. */
const inEvery = (against: readonly RawChanges[]): ReadonlyMap<string, PathChange> => {
  const paths = new Map<string, PathChange>();
  for (const [path, { after }] of against[0] ?? []) {
    const bases = against.map((changes) => changes.get(path)?.before);
    if (!bases.includes(undefined)) paths.set(path, { bases: bases.map((state) => state ?? null), head: after });
  }
  return paths;
};

/**
 * With several merge bases a path may be in head as in one of them, and merging head still takes away what the target has
 * from another. What the merge really changes belongs to the change; where git cannot merge, all that differs from a base.
 */
const dropped = async (
  repository: PrivateRepository,
  { head, base }: { readonly head: string; readonly base: string },
  against: readonly RawChanges[],
): Promise<ReadonlyMap<string, PathChange>> => {
  if (against.length < 2) return new Map();
  await supplyMerges(repository, { pairs: [[base, head]], side: 'base' });
  const union = await unionPaths(repository, base, [...new Set(against.flatMap((changes) => [...changes.keys()]))]);
  const tree = await mergeCommits(repository, [base, head], union);
  const merged = tree?.isClean === true ? await changesBetween(repository, base, tree.tree) : undefined;
  const paths = merged === undefined ? against.flatMap((changes) => [...changes.keys()]) : [...merged.keys()];
  return new Map(
    paths.flatMap((path): [string, PathChange][] => {
      // a base in which it is as in head would explain it
      const differing = against.flatMap((changes) => changes.get(path) ?? []);
      const [first] = differing;
      return first === undefined ? [] : [[path, { bases: differing.map(({ before }) => before), head: first.after }]];
    }),
  );
};

/** The same facts with what the given paths are in head, for claims that the change does not hold. */
export const withUnchanged = async (
  repository: PrivateRepository,
  facts: ChangeFacts,
  asked: readonly string[],
): Promise<ChangeFacts> => {
  const paths = [...new Set(asked)].filter((path) => !facts.paths.has(path));
  return { ...facts, unchanged: await statesAt(repository, facts.head, paths) };
};

/** What paths are at a commit, but for those that cannot be asked for. A directory is no state of a file. */
export const statesAt = async (
  { git, dir }: PrivateRepository,
  commit: string,
  asked: readonly string[],
): Promise<ReadonlyMap<string, PathState>> => {
  const paths = asked.filter(isNameable);
  const states = new Map<string, PathState>(paths.map((path) => [path, null]));
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const args = ['ls-tree', '-z', '--full-tree', '--end-of-options', commit, '--', ...paths.slice(at, at + AT_ONCE)];
    const { stdout } = await git.run(args, { cwd: dir });
    for (const entry of stdout.toString('utf8').split('\0')) {
      const [, mode, oid, path] = /^(\d{6}) (?:blob|commit) ([0-9a-f]+)\t([^]+)$/.exec(entry) ?? [];
      if (mode !== undefined && oid !== undefined && path !== undefined) states.set(path, { mode, oid });
    }
  }
  return states;
};

/** Paths in one argument list. */
const AT_ONCE = 200;
