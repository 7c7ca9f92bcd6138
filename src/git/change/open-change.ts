import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChangeFacts, PatchKeys } from '../../domain/change-facts.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import type { FileMerge } from '../../domain/file-merge.ts';
import type { FilePair, LineHunk } from '../../domain/line-hunk.ts';
import { type FileState, isRegular, type PathState } from '../../domain/path-state.ts';
import { branchesOf, defaultOf, namedBranch } from '../branches.ts';
import type { Git } from '../git.ts';
import { readEach } from '../read-objects.ts';
import { type CheckedOut, checkoutHead } from './checkout-head.ts';
import { generatedPaths, unionPaths } from './base-attributes.ts';
import { compareFiles } from './compare-files.ts';
import { readChangeFacts, statesAt, treeOf, withUnchanged } from './change-facts.ts';
import { type LeadingAway, leadingAway } from './leading-away.ts';
import { type NoFile, noFiles } from './no-file.ts';
import { mergeFiles } from './merge-files.ts';
import { type GoneAndMade, type MovedFile, movedFiles } from './moved-files.ts';
import { type PrivateRepository, withPrivateRepository } from './private-repository.ts';
import { shallowIn } from '../shallow-in.ts';
import { type CommitOnPath, commitsOnPath, filesAt, pathsAt } from './read-change.ts';
import { readPatchKeys } from './read-patch-keys.ts';
import { type StatesAsked, targetStates } from './target-states.ts';
import type { RecordedTree } from '../recorded-tree.ts';
import { type MadeTree, makeTrees } from './recorded-trees.ts';

/** A change between two commits of a repository, asked of a private one. */
export interface OpenChange {
  readonly object_format: 'sha1' | 'sha256';
  readonly head: string;
  readonly base: string;
  readonly base_ref: string;
  /** @throws history_incomplete, git_failed */
  facts(): Promise<ChangeFacts>;
  /** What paths are at a commit, and whether the head comes from it; null: the commit is not here. */
  at(commit: string, paths: readonly string[]): Promise<StatesAt | null>;
  /** Sees to it that contents which the target branch had are here. */
  bring(states: readonly FileState[]): Promise<void>;
  /** What git makes of merges of single files, in the order asked; null: a conflict, or what it cannot merge. */
  merges(asked: readonly FileMerge[]): Promise<readonly PathState[]>;
  /** Which lines lead from each file to another, in the order asked; null: no text, or what git cannot compare. */
  compare(asked: readonly FilePair[]): Promise<readonly (readonly LineHunk[] | null)[]>;
  /** Files that the target branch moved, and perhaps edited, as far as git takes one for another. */
  moved(files: GoneAndMade): Promise<readonly MovedFile[]>;
  /** Of the target branch itself since commits, in the order asked: of each path the newest state first. */
  targetStates(asked: readonly StatesAsked[]): Promise<readonly ReadonlyMap<string, readonly PathState[]>[]>;
  unchanged(facts: ChangeFacts, paths: readonly string[]): Promise<ChangeFacts>;
  patchKeys(facts: ChangeFacts, paths: readonly string[]): Promise<PatchKeys>;
  /** What artifacts record of working trees, in the order asked; null: the start is not here, or it makes no tree. */
  makeTrees(recorded: readonly RecordedTree[]): Promise<readonly (MadeTree | null)[]>;
  /** Of the target branch: the names of all its files. */
  paths(): Promise<readonly string[]>;
  /** Of the target branch: its own files, in the order asked. @param most bytes of all of them, else config_invalid */
  files(
    paths: readonly string[],
    most?: number,
  ): Promise<readonly ({ readonly oid: string; readonly text: string; readonly bytes: Uint8Array } | null)[]>;
  /** Of the target branch, in the order asked: what is there and no file; null: a file, or nothing. */
  noFiles(paths: readonly string[]): Promise<readonly (NoFile | null)[]>;
  generated(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of the target branch: its links and submodules among paths, and below folders. */
  leadingAway(asked: {
    readonly paths: readonly string[];
    readonly folders: readonly string[];
  }): Promise<readonly LeadingAway[]>;
  /** Of the target branch since a commit. */
  commitsOn(path: string, since: string): Promise<readonly CommitOnPath[]>;
  /** Ids of the root commits of the target branch. */
  roots(): Promise<readonly string[]>;
  /** Id of the head's tree. @throws git_failed */
  headTree(): Promise<string>;
  /** The head, clean, in an empty directory. @throws git_failed, no_space */
  checkout(dir: string): Promise<CheckedOut>;
  /** Writes a file beside the private repository, for a program that reads files. @returns its path */
  place(name: string, content: string | Uint8Array): string;
}

export interface StatesAt {
  readonly in_head: boolean;
  readonly states: ReadonlyMap<string, PathState>;
}

export interface ChangeRequest {
  /** Branch or full ref; default: the one that others are merged into. */
  readonly base?: string | undefined;
  /** Default HEAD. */
  readonly head?: string | undefined;
}

/** @throws usage (no such branch, no commit), not_a_repository, git_failed */
export const withChange = async <T>(
  where: { readonly git: Git; readonly dir: string },
  request: ChangeRequest,
  work: (change: OpenChange) => Promise<T>,
): Promise<T> => {
  const { git, dir } = where;
  const paths = await git.locate(dir);
  const cwd = paths.root ?? paths.gitDir;
  const branches = await branchesOf({ git, cwd });
  const base_ref = request.base === undefined ? defaultOf(branches) : namedBranch(branches, request.base);
  const base = branches.find(({ ref }) => ref === base_ref)?.commit;
  if (base_ref === null || base === undefined)
    throw new OpenSessionError('usage', 'expected a branch to judge against, found no main, master or remote HEAD', {
      hint: 'name it: opensession gate --base BRANCH; where this clone has it not: opensession gate --remote origin --base BRANCH',
    });
  const head = await commitOf(git, cwd, request.head ?? 'HEAD');
  return withPrivateRepository(git, paths, (repository) => work(openChange(repository, { head, base, base_ref })));
};

/** @param change full object ids of commits */
export const openChange = (
  repository: PrivateRepository,
  change: Pick<OpenChange, 'head' | 'base' | 'base_ref'>,
): OpenChange => {
  const { git, dir, supply } = repository;
  const { head, base } = change;
  return {
    ...change,
    object_format: repository.object_format,
    facts: () => readChangeFacts(repository, { head, base }),
    at: async (commit, asked) => {
      await supply.strangers([commit]);
      const args = ['merge-base', '--is-ancestor', commit, head];
      // above 1: it is not here
      const { code } = await git.run(args, { cwd: dir, allow: [0, 1, 128] });
      return code > 1 ? null : { in_head: code === 0, states: await statesAt(repository, commit, asked) };
    },
    bring: (states) =>
      supply.blobs(
        states.filter(isRegular).map(({ oid }) => oid),
        'base',
      ),
    merges: async (asked) => {
      const paths = [...new Set(asked.flatMap(({ path }) => path ?? []))];
      return mergeFiles(repository, asked, await unionPaths(repository, base, paths));
    },
    compare: (asked) => compareFiles(repository, asked),
    moved: (files) => movedFiles(repository, files),
    targetStates: (asked) => targetStates(repository, base, asked),
    unchanged: (facts, asked) => withUnchanged(repository, facts, asked),
    patchKeys: (facts, asked) => readPatchKeys(repository, facts, asked),
    makeTrees: (recorded) => makeTrees(repository, head, recorded),
    paths: () => pathsAt(repository, base),
    files: (asked, most) => filesAt(repository, base, { paths: asked, most }),
    noFiles: (paths) => noFiles(repository, base, paths),
    leadingAway: (asked) => leadingAway(repository, base, asked),
    generated: (asked) => generatedPaths(repository, base, asked),
    commitsOn: (path, since) => commitsOnPath(repository, { since, until: base }, path),
    roots: async () => {
      while (shallowIn(repository).size > 0 && (await supply.deepen()));
      const { stdout } = await git.run(['rev-list', '--max-parents=0', '--end-of-options', base], { cwd: dir });
      return stdout.toString('utf8').split('\n').filter(Boolean);
    },
    headTree: () => treeOf(repository, head),
    checkout: (into) => checkoutHead(repository, { head, dir: into }),
    place: (name, content) => {
      const path = join(dir, `opensession-${name}`);
      writeFileSync(path, content);
      return path;
    },
  };
};

/** Asked of the process that reads the artifacts later. git ends at some names that lead to nothing, as `@{upstream}`. */
const commitOf = async (git: Git, cwd: string, revision: string): Promise<string> => {
  const [commit] = await readEach(git, [`${revision}^{commit}`], { cwd });
  if (commit) return commit.id;
  throw new OpenSessionError('usage', `expected a commit at ${revision.slice(0, 200)}, found none`);
};
