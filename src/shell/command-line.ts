/** What a command line runs, and what its exit status can still say of each command in it. */

/** Where a command runs that does not run here. */
export interface Elsewhere {
  readonly is: 'host' | 'place';
  /** Of the host; empty: only this run knows it. */
  readonly name: string;
}

/** One simple command with everything looked through: `timeout 5 env A=1 npx vitest run` is `vitest run`. */
export interface SimpleCommand {
  /** Words after expansion of quotes; a word that depends on a variable or substitution is kept as written. */
  readonly argv: readonly string[];
  /** Indexes of the words in `argv` that only the shell which ran it could tell: variables, substitutions, globs. */
  readonly open: readonly number[];
  /** Variables that are set for it alone or were exported before it, `NAME=value`; absent for none. */
  readonly variables?: readonly string[];
  /** Its shell was told to read no patterns, or to leave out some of what they mean. */
  readonly noglob?: true;
  /** Directory changes before it (`cd a && …`, `npm --prefix`, `git -C`, `make -C`): joined, relative or absolute; '' for none; null when it cannot be told. */
  readonly cwd: string | null;
  /** Files that it writes by redirection (`> f`, `>> f`), as written. `open`: only the shell could tell the path. */
  readonly writes: readonly { readonly path: string; readonly append: boolean; readonly open?: true }[];
  /** The indexes of the first and the last command that write there, where others do so too: those of a group, of a script. */
  readonly span?: readonly [number, number];
  /** The text that a here-document or here-string gives it, where there is one. */
  readonly input?: string;
  /** The shell that ran the line put something into `input` that is not known. */
  readonly expanded?: true;
  /** The file that it is given on its standard input, as written (`< f`, `cat f |`), where that is plain. */
  readonly reads?: string;
  /** It reads what a pipe hands on: the index of the first command of that pipe. */
  readonly pipe?: number;
  /**
   * What it does to files is done elsewhere: on another machine (`host`, by `ssh`), or in what may hold this one's files as
   * well (`place`: `kubectl exec`, `ssh localhost`).
   */
  readonly elsewhere?: Elsewhere;
  /** It stands behind `&&` of what may well fail: unless the exit status tells that it passed, it may not have run. */
  readonly behind?: true;
  /** What is told of this command's own success by the exit status of the whole line; see Verdicts. */
  readonly verdict: Verdict;
  /** The text of the command as it stands in the line. */
  readonly text: string;
}

/** What one command's outcome is, given that the line ended with status zero / not zero. */
export interface Verdict {
  readonly onZero: 'passed' | 'unknown' | 'not-run';
  /** `last-ran`: one of several in an `&&` chain; it failed if it was the last that ran, else nothing is known. */
  readonly onNonZero: 'failed' | 'unknown' | 'last-ran' | 'not-run';
  /** Why it is unknown: `|| true`, `pipe without pipefail`, `background`, `negated`, `condition`, `; …`, `trap`, `function`, `substitution`, `unparsed`. */
  readonly mask: string | null;
  /** It may not have run at all even though the line ended with zero: a branch, a loop's body, what stands after `||`. */
  readonly skippable: boolean;
}

export interface CommandLine {
  readonly commands: readonly SimpleCommand[];
  /** false: the line could not be parsed; `commands` is then empty. */
  readonly parsed: boolean;
  /** Rooted directories to which it changed, perhaps in vain, without a word; absent for none. */
  readonly silent?: readonly string[];
}

/** What stands for the directory of a command whose `cwd` cannot be told: that of two hosts is not the same. */
export const unknownDirectory = ({ elsewhere }: Pick<SimpleCommand, 'elsewhere'>): string =>
  `?${elsewhere?.name ?? ''}`;
