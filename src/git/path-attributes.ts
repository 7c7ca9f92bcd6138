import { OpenSessionError } from '../domain/errors.ts';
import type { Git } from './git.ts';
import { nulFields, nulLines } from './path-text.ts';

/** The filter driver of each path that has one (`filter` attribute, as for LFS). Paths are relative to `cwd`, the root. */
export const filtersOf = async (
  git: Git,
  cwd: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (paths.length === 0) return new Map();
  const { stdout } = await git.run(['check-attr', '-z', '--stdin', 'filter'], { cwd, stdin: listed(paths) });
  const fields = nulFields(stdout);
  const found = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [path, value] = [fields[at], fields[at + 2]];
    if (path !== undefined && value !== undefined && !['unspecified', 'unset', 'set'].includes(value))
      found.set(path, value);
  }
  return found;
};

/** One by one, when one of them makes git refuse all. */
const MOST_SINGLE = 500;

/**
 * Which of the paths are ignored and not tracked. A path that git refuses to look at (in a submodule that is not checked
 * out) is not among them.
 */
export const ignoredOf = async (git: Git, cwd: string, paths: readonly string[]): Promise<ReadonlySet<string>> => {
  const asked = paths.length > MOST_ASKED ? await untracked(git, cwd, paths) : paths;
  if (asked.length === 0) return new Set();
  try {
    return await askIgnored(git, cwd, asked);
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'git_failed' || asked.length > MOST_SINGLE) throw error;
    if (asked.length === 1) return new Set();
  }
  const found = new Set<string>();
  for (const path of asked) for (const ignored of await ignoredOf(git, cwd, [path])) found.add(ignored);
  return found;
};

/** check-ignore goes through the whole index for each path: it is asked for few, or for those that the index lacks. */
const MOST_ASKED = 16;

const untracked = async (git: Git, cwd: string, paths: readonly string[]): Promise<readonly string[]> => {
  const { stdout } = await git.run(['ls-files', '--cached', '-z'], { cwd });
  const tracked = new Set(stdout.toString('utf8').split('\0'));
  return paths.filter((path) => !tracked.has(path));
};

/** check-ignore takes pathspecs and refuses to take them literally (2.39): `./` keeps a leading `:` from meaning anything. */
const askIgnored = async (git: Git, cwd: string, paths: readonly string[]): Promise<ReadonlySet<string>> => {
  const { stdout } = await git.run(['check-ignore', '-z', '--stdin'], {
    cwd,
    stdin: listed(paths.map((path) => `./${path}`)),
    env: { GIT_LITERAL_PATHSPECS: '0' },
    allow: [0, 1],
  });
  const told = stdout.toString('utf8').split('\0');
  return new Set(told.filter((path) => path !== '').map((path) => path.replace(/^\.\//, '')));
};

export const listed = (paths: readonly string[]): Buffer => nulLines(paths.map((path) => ['', path]));
