import { cpSync, existsSync, statSync, utimesSync } from 'node:fs';
import { insteadOf } from '../domain/errors.ts';
import { listed } from './path-attributes.ts';
import { nulLines } from './path-text.ts';
import { IN_ONE_PACK, type Quarantine } from './quarantine.ts';
import type { Unstaged } from './work-state.ts';

/**
 * Makes the index of a quarantine: a copy of the user's, with what `status` found added to it.
 * @param from the user's index, which need not be there
 * @param large paths that are not to be added
 * @throws git_failed, no_space
 */
export const copyAndAdd = async (
  quarantine: Quarantine,
  from: string,
  { unstaged, large }: { readonly unstaged: readonly Unstaged[]; readonly large: ReadonlySet<string> },
): Promise<void> => {
  copyIndex(from, quarantine.index);
  await addChanged(
    quarantine,
    unstaged.filter(({ path }) => !large.has(path)),
    large,
  );
};

/** Git compares each entry of the index with each path that it is given. */
const MOST_NAMED = 500;

/**
 * Adds paths by name to an index whose other entries were just compared: to look for what changed would take another walk
 * over all files, and a second reading of each that is as young as the index. Where a name is no longer there, or where
 * there are too many, everything is looked for all the same.
 * @param large paths that are not to be added then
 */
export const addChanged = async (
  quarantine: Quarantine,
  paths: readonly Unstaged[],
  large: ReadonlySet<string> = new Set(),
): Promise<void> => {
  if (paths.length === 0) return;
  await forget(quarantine, paths);
  if (paths.length > MOST_NAMED || !(await isTaken(addNamed(quarantine, paths)))) await addAll(quarantine, large);
};

/** Puts their entries in anew, without flags and without what is known of the file, so that git compares contents. */
const forget = async (quarantine: Quarantine, paths: readonly Unstaged[]): Promise<void> => {
  const entries = paths.flatMap(({ path, staged }): readonly (readonly [string, string])[] =>
    staged === null ? [] : [[`${staged.mode} ${staged.oid}\t`, path]],
  );
  if (entries.length === 0) return;
  await quarantine.run(['update-index', '--add', '--replace', '-z', '--index-info'], { stdin: nulLines(entries) });
  setAhead(quarantine.index);
};

const ADD = ['add', '--all', '--sparse', '--ignore-errors'];

const addNamed = (quarantine: Quarantine, paths: readonly Unstaged[]): Promise<unknown> =>
  quarantine.run([...IN_ONE_PACK, ...ADD, '--pathspec-from-file=-', '--pathspec-file-nul'], {
    stdin: listed(paths.map(({ path }) => path)),
    allow: [0, 1],
  });

/** A file that is written at this moment ends a git that makes a pack, and is passed over by one that does not. */
const addAll = async (quarantine: Quarantine, large: ReadonlySet<string>): Promise<void> => {
  const args = [...ADD, '--', '.', ...[...large].map((path) => `:(top,exclude,literal)${path}`)];
  const options = { allow: [0, 1], env: { GIT_LITERAL_PATHSPECS: '0' } };
  if (!(await isTaken(quarantine.run([...IN_ONE_PACK, ...args], options)))) await quarantine.run(args, options);
};

/** Later than any file of now. */
const AHEAD_S = 365 * 24 * 60 * 60;

/**
 * An index's own time decides which of its entries git compares by content, once when it looks and once when it writes:
 * those that are as young. `status` has just compared them all.
 */
const setAhead = (index: string): void => {
  const seconds = statSync(index).mtimeMs / 1000 + AHEAD_S;
  utimesSync(index, seconds, seconds);
};

const copyIndex = (from: string, to: string): void => {
  if (!existsSync(from)) return;
  cpSync(from, to);
  setAhead(to);
};

/** @throws all but a refusal of git */
const isTaken = (running: Promise<unknown>): Promise<boolean> =>
  running.then(() => true).catch(insteadOf('git_failed', false));
