import type { Person, RangeCommit } from '../../domain/change-facts.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { StateChange } from '../../domain/path-state.ts';
import { nulRecords } from '../nul-records.ts';
import { unionPaths } from './base-attributes.ts';
import { mergeCommits } from './merge-commits.ts';
import { supplyMerges } from './merge-inputs.ts';
import type { PrivateRepository } from './private-repository.ts';
import { DIFF, readRawChanges } from './raw-changes.ts';

/** More commits than this are no change that a handoff is about; nor would anybody review them. */
export const MAX_COMMITS = 5_000;
/** Merges beyond are taken for what a person made: git is asked for each one. */
const MAX_MERGES = 64;

const FIELDS = ['%H', '%P', '%T', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'];

/** What a commit says of itself. */
export type ListedCommit = Omit<RangeCommit, 'changes' | 'is_clean_merge'>;

/**
 * The commits of head that base tip does not have, parents before children. Where dates lie years apart git may stop
 * looking too early, and list commits of both: fewer with the merge bases.
 * @returns one more than a change may have, where there are more. @throws git_failed
 */
export const listCommits = async (
  repository: PrivateRepository,
  range: { readonly head: string; readonly base: string; readonly merge_bases?: readonly string[] },
): Promise<readonly ListedCommit[]> => {
  const found: ListedCommit[] = [];
  const format = `--format=${FIELDS.map((field) => `${field}%x00`).join('')}`;
  const args = ['log', '--topo-order', '--reverse', '--no-show-signature', '--no-notes', format];
  const onOutput = nulRecords(FIELDS.length, (fields) => found.push(commitOf(fields)));
  const limit = [`--max-count=${MAX_COMMITS + 1}`];
  const without = [range.base, ...(range.merge_bases ?? [])].map((oid) => `^${oid}`);
  await repository.git.run([...args, ...limit, '--end-of-options', range.head, ...without, '--'], {
    cwd: repository.dir,
    onOutput,
  });
  return found;
};

/** The same commits, with what each does to paths. @throws git_failed, history_incomplete (more than 5,000) */
export const rangeCommits = async (
  repository: PrivateRepository,
  range: { readonly head: string; readonly base: string; readonly merge_bases: readonly string[] },
  found: readonly ListedCommit[],
): Promise<readonly RangeCommit[]> => {
  if (found.length > MAX_COMMITS)
    throw new OpenSessionError(
      'history_incomplete',
      `expected at most ${MAX_COMMITS} commits in the change, found more`,
    );
  await supplyTrees(repository, range, found);
  const changes = await changesOf(repository, found);
  const merges = found.filter(({ parents }) => parents.length === 2).slice(0, MAX_MERGES);
  await supplyMerges(repository, {
    pairs: merges.map(({ parents: [ours = '', theirs = ''] }) => [ours, theirs] as const),
    side: 'head',
  });
  const union = await unionPaths(repository, range.base, [
    ...new Set(merges.flatMap(({ oid }) => mergedPaths(changes.get(oid) ?? []))),
  ]);
  const commits: RangeCommit[] = [];
  let looked = 0;
  for (const commit of found) {
    const isMerge = commit.parents.length > 1;
    const is_clean_merge = isMerge && ++looked <= MAX_MERGES && (await isCleanMerge(repository, commit, union));
    commits.push({ ...commit, changes: changes.get(commit.oid) ?? [], is_clean_merge });
  }
  return commits;
};

/** All that the diffs of a change look at, with one fetch from each side. */
const supplyTrees = async (
  { supply }: PrivateRepository,
  range: { readonly head: string; readonly base: string; readonly merge_bases: readonly string[] },
  commits: readonly { readonly oid: string; readonly parents: readonly string[] }[],
): Promise<void> => {
  if (supply.whole) return;
  const before = [...range.merge_bases, ...commits.flatMap(({ parents }) => parents)];
  await supply.trees([...new Set([range.head, ...commits.map(({ oid }) => oid), ...before])], 'head');
  await supply.trees([range.base], 'base');
};

const commitOf = (fields: readonly string[]): ListedCommit => {
  const [oid = '', parents = '', tree = '', an = '', ae = '', at = '', cn = '', ce = '', ct = '', message = ''] =
    fields;
  return {
    oid,
    parents: parents === '' ? [] : parents.split(' '),
    tree,
    author: person(an, ae, at),
    committer: person(cn, ce, ct),
    message,
  };
};

const person = (name: string, email: string, time: string): Person => ({ name, email, time: Number(time) });

/** Of each commit against each of its parents; a root against nothing. One process for all. */
const changesOf = async (
  { git, dir }: PrivateRepository,
  commits: readonly { readonly oid: string; readonly parents: readonly string[]; readonly tree: string }[],
): Promise<ReadonlyMap<string, readonly ReadonlyMap<string, StateChange>[]>> => {
  const found = new Map<string, ReadonlyMap<string, StateChange>[]>();
  // One parent after the other: a line `commit parent` is diffed against that parent alone, under the commit's name.
  for (let nth = 0; ; nth++) {
    const asked = commits.filter(({ parents }) => parents.length > nth || (nth === 0 && parents.length === 0));
    if (asked.length === 0) return found;
    const lines = asked.map(({ oid, parents }) => (parents[nth] === undefined ? oid : `${oid} ${parents[nth]}`));
    const { stdout } = await git.run([...DIFF, '--root', '--stdin'], { cwd: dir, stdin: `${lines.join('\n')}\n` });
    const changes = readRawChanges(stdout);
    for (const { oid } of asked) {
      const list = found.get(oid) ?? [];
      list.push(changes.get(oid) ?? new Map());
      found.set(oid, list);
    }
  }
};

/** What comes of both sides is as neither had it. */
const mergedPaths = ([first, ...others]: RangeCommit['changes']): readonly string[] =>
  [...(first?.keys() ?? [])].filter((path) => others.every((changes) => changes.has(path)));

/** Whether git itself makes this very tree of the parents, without a conflict. */
const isCleanMerge = async (
  repository: PrivateRepository,
  { parents, tree }: { readonly parents: readonly string[]; readonly tree: string },
  union: ReadonlySet<string>,
): Promise<boolean> => {
  const [ours, theirs] = parents;
  if (parents.length !== 2 || ours === undefined || theirs === undefined) return false;
  const merged = await mergeCommits(repository, [ours, theirs], union);
  return merged?.isClean === true && merged.tree === tree;
};
