import type { Statement } from 'unbash';
import { walkPipelineMember, walkRescued } from './chains.ts';
import { isRooted } from './directories.ts';
import { guardsOf } from './guards.ts';
import { alwaysExitsFailing, endingAmong, endingOf, type Ending } from './hazards.ts';
import { chained, masked, maskedBranch, NOT_RUN, optional, type Outlook } from './outlook.ts';
import { forked, type ShellState } from './shell-state.ts';
import { silentDirectory } from './silent-directory.ts';
import { type Speaker, speakerOf } from './speaker.ts';
import type { Walk } from './walk.ts';

interface List {
  /** What is told of the status of the list as a whole. */
  readonly end: Outlook;
  readonly shell: ShellState;
}

/** What the statements so far mean for those after them. */
interface Progress {
  /** One of them ends the shell when it fails: `set -e`, `… || exit 1`. */
  stops: boolean;
  ending: Ending;
}

/** `a; b; c` or lines: the last one gives the status, unless an `exit` names another or `set -e` stops at each. */
export const walkStatements = (walk: Walk, written: readonly Statement[], list: List): void => {
  const statements = written.flatMap(guardsOf);
  const speaker = speakerOf(statements);
  const progress: Progress = { stops: false, ending: 'never' };
  for (const [index, statement] of statements.entries()) {
    const { shell } = list;
    const node = statement.command;
    if (index > speaker.last) walk.visit(walk, { node, outlook: NOT_RUN, shell: forked(shell) });
    else if (progress.ending === 'any') {
      walk.visit(walk, { node, outlook: maskedBranch(list.end, 'exit'), shell });
    } else if (statement.background === true) {
      const own = reached(masked(list.end, 'background'), progress);
      walk.visit(walk, { node, outlook: own, shell: forked(shell, { own }) });
    } else if (index === speaker.index && (list.end.mask === null || stopOf(statement, shell) === undefined)) {
      const scene = { node, outlook: speakerOutlook(list, progress, speaker), shell };
      if (speaker.rescued) walkRescued(walk, scene);
      else if (speaker.member === undefined) walk.visit(walk, scene);
      else walkPipelineMember(walk, scene, speaker.member);
    } else walkEarlier(walk, statement, { list, progress, reason: speaker.reason });
    if (index < statements.length - 1 && stopOf(statement, shell) === undefined && mayBeElsewhere(walk, statement))
      shell.cwd = null;
    note(progress, statement, shell);
  }
};

/** A rooted directory is mostly where the session is anyway: whoever knows tells which are not (`unsure`). */
const mayBeElsewhere = ({ silent, unsure }: Walk, statement: Statement): boolean => {
  const directory = silentDirectory(statement);
  if (directory === undefined || !isRooted(directory)) return directory !== undefined;
  silent.push(directory);
  return unsure.includes(directory);
};

const note = (progress: Progress, statement: Statement, shell: ShellState): void => {
  const stop = stopOf(statement, shell);
  progress.stops ||= stop !== undefined;
  const ending = endingBesides(statement, stop);
  if (progress.ending !== 'any' && ending !== 'never') progress.ending = ending;
};

/** What a statement may do to the shell, besides the failing `exit` that guards it. */
const endingBesides = ({ command, background }: Statement, stop: ReturnType<typeof stopOf>): Ending => {
  if (background === true) return 'never';
  return stop === 'guarded' && command.type === 'AndOr'
    ? endingAmong(command.commands.slice(0, -1))
    : endingOf(command);
};

const speakerOutlook = ({ end, shell }: List, progress: Progress, speaker: Speaker): Outlook => {
  const outlook = reached(progress.stops ? chained(end) : end, progress);
  if (outlook.onNonZero === 'not-run') return outlook;
  if (progress.ending !== 'never') return { ...outlook, onNonZero: 'unknown', mask: outlook.mask ?? 'exit' };
  if (speaker.last === speaker.index) return outlook;
  // Until the `exit` that names it is reached, what stands between may end the shell.
  const strict = shell.errexit && !shell.ignoresErrexit;
  if (speaker.between === 'any' || (strict && speaker.member !== undefined)) return masked(outlook, 'exit');
  return strict || speaker.between === 'nonzero' ? chained(outlook) : outlook;
};

/** After a statement that may have ended the shell, nothing has run for certain, unless a zero says so. */
const reached = (outlook: Outlook, { stops, ending }: Progress): Outlook =>
  (stops || ending !== 'never') && outlook.onZero === 'unknown' ? { ...outlook, skippable: true } : outlook;

interface Earlier {
  readonly list: List;
  readonly progress: Progress;
  readonly reason: string;
}

const walkEarlier = (walk: Walk, statement: Statement, { list, progress, reason }: Earlier): void => {
  const { shell } = list;
  const stop = stopOf(statement, shell);
  const outlook = reached(stop === undefined ? masked(list.end, reason) : stopOutlook(list), progress);
  walk.visit(walk, { node: statement.command, outlook, shell });
};

/** Of a statement whose failure ends the shell: as good as the shell's own status, if the list is reached at all. */
const stopOutlook = ({ end, shell }: List): Outlook =>
  chained(end.skippable && !shell.own.skippable ? optional(shell.own, end.mask ?? 'exit') : shell.own);

/** Whether the shell ends with a failure when this statement fails, and by what. */
const stopOf = ({ command, background }: Statement, shell: ShellState): 'guarded' | 'strict' | undefined => {
  if (background === true) return undefined;
  if (command.type === 'AndOr') {
    const last = command.operators.at(-1) === '||' ? command.commands.at(-1) : undefined;
    return last !== undefined && alwaysExitsFailing(last) ? 'guarded' : undefined;
  }
  return shell.errexit && !shell.ignoresErrexit ? 'strict' : undefined;
};
