import type { Elsewhere } from '../command-line.ts';
import type { Outlook } from './outlook.ts';
import type { ScriptInput } from './script-input.ts';

/** What one shell process knows while its commands are gone through in order. Changed in place. */
export interface ShellState {
  /** See SimpleCommand.cwd. */
  cwd: string | null;
  /** Where `cd -` leads. */
  previous: string | null;
  /** Where `popd` leads. */
  readonly pushed: (string | null)[];
  /** `set -e`. */
  errexit: boolean;
  /** Inside a condition, before `&&` or `||`, after `!`: bash ignores `set -e` there. */
  readonly ignoresErrexit: boolean;
  pipefail: boolean;
  /** See SimpleCommand.noglob. */
  noglob: boolean;
  /** See SimpleCommand.elsewhere. */
  readonly elsewhere: Elsewhere | undefined;
  /** Names that a function or alias of the line took over. */
  readonly shadowed: Set<string>;
  /** Variables that were exported, `NAME=value`. */
  exported: readonly string[];
  /** Why no status can be trusted from here on: PATH or the like was changed. */
  poison: string | null;
  /** Where its commands come by the standard input that they share with it; null where they do not. */
  readonly input: ScriptInput | null;
  /** Its commands read something else: a pipe, a redirection. */
  readonly readsElse: boolean;
  /** What the end of the line tells of a command whose failure ends this shell at once. */
  readonly own: Outlook;
}

export const newShell = (own: Outlook, from: Partial<ShellState> = {}): ShellState => ({
  cwd: '',
  previous: null,
  pushed: [],
  errexit: false,
  ignoresErrexit: false,
  pipefail: false,
  noglob: false,
  elsewhere: undefined,
  shadowed: new Set(),
  exported: [],
  poison: null,
  input: null,
  readsElse: false,
  ...from,
  own,
});

/** A command of it may have read what stands after it in its script. */
export const markSwallowed = ({ input, readsElse }: ShellState): void => {
  if (input !== null && !readsElse) input.swallowed = true;
};

/** A subshell, or a branch that may not be taken: starts with the same, leaves no trace. */
export const forked = (shell: ShellState, changes: Partial<ShellState> = {}): ShellState => ({
  ...shell,
  pushed: [...shell.pushed],
  shadowed: new Set(shell.shadowed),
  ...changes,
});

/** `set -e` or `set +e` in a branch: from there on nobody can say what was reached. */
export const MAYBE_ERREXIT = 'set -e in a branch';

/** After a branch that may have been taken: only what holds either way is kept. */
export const rejoin = (shell: ShellState, branch: ShellState): void => {
  if (branch.cwd !== shell.cwd) shell.cwd = null;
  if (branch.errexit !== shell.errexit) shell.poison ??= MAYBE_ERREXIT;
  shell.pipefail &&= branch.pipefail;
  shell.noglob ||= branch.noglob;
  shell.poison ??= branch.poison;
  shell.exported = branch.exported;
  for (const name of branch.shadowed) shell.shadowed.add(name);
};

/** After commands that ran for certain in the same process, though under other rules. */
export const carryOver = (shell: ShellState, after: ShellState): void => {
  shell.cwd = after.cwd;
  shell.previous = after.previous;
  shell.pushed.splice(0, shell.pushed.length, ...after.pushed);
  shell.errexit = after.errexit;
  shell.pipefail = after.pipefail;
  shell.noglob = after.noglob;
  shell.poison = after.poison;
  shell.exported = after.exported;
  for (const name of after.shadowed) shell.shadowed.add(name);
};
