import { leadsUp } from '../../shell/parsing/directories.ts';
import type { ChangeFact, RunFact } from '../facts.ts';

/** The directory whose files a run depends on; `.` for the whole repository. */
export type LooksAt = (run: Pick<RunFact, 'cwd' | 'tool' | 'scope'>) => string;

/**
 * That is where it ran. But builds and tests that have a directory of their own are about what lies beside it, a build
 * may have been told any other place for its sources, a workspace is asked for from within any part of it, and what the
 * repository does not hold has none.
 * @param unheld directories of runs that the repository did not hold when the session began
 * @param changes those that count
 */
export const looksAtAmong = (unheld: ReadonlySet<string>, changes: readonly ChangeFact[]): LooksAt => {
  const made = [...unheld].filter((directory) => !changes.some((change) => isFileBelow(change, directory)));
  const empty = new Set(made);
  return ({ cwd, tool, scope }) => {
    const isWide =
      isBroad(cwd) || empty.has(cwd) || ROOTED.test(tool) || [tool, ...scope].some((word) => leadsOut(word, cwd));
    return isWide ? '.' : besideOf(cwd);
  };
};

/** The session itself wrote there: a new package is no build. */
const isFileBelow = ({ path, by }: ChangeFact, directory: string): boolean =>
  by === undefined && path.startsWith(`${directory}/`);

/** A directory that cannot be told, or lies outside, may look at everything; so does the root. */
export const isBroad = (cwd: string): boolean =>
  cwd === '.' || cwd === '' || cwd.startsWith('?') || /^(?:\/|~|[A-Za-z]:\/|\.\.)/.test(cwd);

/** They run where the build lies, whose sources may lie anywhere, or take their projects from the whole. */
const ROOTED = /^(?:(?:ctest|cmake|nx|lerna|bazel)\b|tsc -b\b)/;

/** To another package of its workspace, to all of them, or by a path beside: up, or absolute and not one of its own. */
const leadsOut = (word: string, cwd: string): boolean => {
  if (/(?:^|[ +])--workspaces?\b|^-p \w/.test(word) || leadsUp(word.replaceAll(' ', '/'))) return true;
  return PATHS.test(word) && !`${word}/`.includes(`/${cwd}/`);
};

/** A path that is asked for, or that an option of the tool itself names; what stands behind others may be a test's name. */
const PATHS = /^(?:\/|\w.* \/)/;

/** What holds the outermost part of a path that has the name of such a directory. */
const besideOf = (cwd: string): string => {
  const parts = cwd.split('/');
  if (parts.some((part) => OF_ALL.test(part))) return '.';
  const at = parts.findIndex((part) => APART.test(part));
  if (at === -1) return cwd;
  return at === 0 ? '.' : parts.slice(0, at).join('/');
};

/** Such tests drive the whole. */
const OF_ALL = /^(?:(?:.*[-_.])?e2e|integration|cypress|playwright|examples?|samples?)$/i;

/** `build-debug`, `cmake-build-release`, `out`; `tests`, `unit-tests`, `App.Tests`, `t` (Perl). */
const APART = new RegExp(
  `^(?:${[
    String.raw`_?build(?:[-_.].*|\d*)|builddir|cmake-build-.*|bld|out|dist|target|obj`,
    String.raw`(?:.*[-_.])?(?:tests?|specs?)|__tests__|t|testing|bench(?:es|marks?)?|fuzz`,
  ].join('|')})$`,
  'i',
);
