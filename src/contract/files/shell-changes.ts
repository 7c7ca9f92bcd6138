import type { CommandLine, SimpleCommand } from '../../shell/command-line.ts';
import type { FileEffect } from '../../shell/effects/file-effect.ts';
import { fedAndRemoved } from '../../shell/effects/found.ts';
import { fileEffects } from '../../shell/file-effects.ts';
import { programName } from '../../shell/parsing/directories.ts';
import { suspectsOf } from '../../shell/suspects.ts';
import { endedAt } from '../where-it-ran.ts';

export interface ShellChange {
  readonly effect: FileEffect;
  /** false: it may not have happened; enough to doubt a check that ran before, not to claim a change. */
  readonly certain: boolean;
  /** false: it may have failed, or been broken off before, as the working tree tells: `rm a || true`, `sed -i … a; ls`. */
  readonly sure: boolean;
  /** It claims what it names, and nothing of what only the trees would tell of it: whether it ran is not known. */
  readonly named?: true;
  /** Which command of the line it is, from 0. */
  readonly at: number;
}

/** What the commands of a line plainly did to files, given the line's exit status (null: unknown) and what it printed. */
export const shellChanges = (line: CommandLine, exit: number | null, output: string): readonly ShellChange[] => {
  const failed = exit !== null && exit !== 0;
  const ended = failed ? endedAt(line, output)?.at : undefined;
  const suspects = !failed ? [] : ended === undefined ? suspectsOf(line) : line.commands.slice(ended, ended + 1);
  return line.commands.flatMap((command, at) => {
    // nothing of its chain ran behind a `cd` that led nowhere
    if (ended !== undefined && at > ended && command.verdict.onNonZero === 'last-ran') return [];
    const isOpen = command.behind === true && !wentWell(command, exit);
    return [...fileEffects(command), ...fedAndRemoved(command, fedBy(line, at))].map((effect) => ({
      effect,
      at,
      ...(isOpen ? { named: true } : {}),
      certain: !(isOpen && effect.action === 'sweep') && happened(command, effect, { line, exit, suspects }),
      sure:
        isMode(command) ||
        (isOpened(effect) ? isReached(line, at, exit) : wentWell(command, exit) && !isBrokenOff(exit)),
    }));
  });
};

/** What alone hands on what a command reads: the two are a pipe. */
const fedBy = ({ commands }: CommandLine, at: number): SimpleCommand | undefined =>
  commands[at]?.pipe === at - 1 ? commands[at - 1] : undefined;

const wentWell = ({ verdict }: SimpleCommand, exit: number | null): boolean =>
  exit !== null && verdict[exit === 0 ? 'onZero' : 'onNonZero'] !== 'unknown';

/** What a line begins with is, and what follows unless the line, or its part in the background, was ended before. */
const isReached = ({ commands }: CommandLine, at: number, exit: number | null): boolean =>
  commands[at]?.verdict.mask !== 'background' && (at === 0 || (exit !== null && !isBrokenOff(exit)));

/** `timeout` and signals end a line wherever it is: with 124, and as shells tell of SIGINT, SIGKILL and SIGTERM. */
const isBrokenOff = (exit: number | null): boolean => exit !== null && [124, 130, 137, 143].includes(exit);

/** Whether it happened shows in no content. */
const isMode = ({ argv }: SimpleCommand): boolean => programName(argv[0] ?? '') === 'chmod';

interface Outcome {
  readonly line: CommandLine;
  readonly exit: number | null;
  readonly suspects: readonly SimpleCommand[];
}

const happened = (command: SimpleCommand, effect: FileEffect, outcome: Outcome): boolean => {
  const { verdict } = command;
  // `find … -exec rm {} +` does not run where nothing is found, and then nothing is gone
  if (effect.action === 'sweep' && RUNS_IF_FOUND.test(verdict.mask ?? '') && outcome.exit === 0) return true;
  if (verdict.skippable) return false;
  if (outcome.exit === 0 || outcome.exit === null) return verdict.onZero !== 'not-run';
  const redirected = isOpened(effect);
  if (verdict.onNonZero === 'failed') return redirected;
  if (verdict.onNonZero !== 'last-ran') return verdict.onNonZero === 'unknown';
  const [only, ...others] = outcome.suspects;
  if (redirected && only === command && others.length === 0) return true;
  return failedLater(command, outcome);
};

const RUNS_IF_FOUND = /^(?:find -exec|xargs -r)$/;

/** The shell opens a redirection before the command fails. */
const isOpened = (effect: FileEffect): boolean => effect.action === 'write' && effect.redirected;

/** A later command of the chain can have failed, and none before this one is likely to have. */
const failedLater = (command: SimpleCommand, { line, suspects }: Outcome): boolean => {
  const place = line.commands.indexOf(command);
  const before = suspects.filter((suspect) => line.commands.indexOf(suspect) < place);
  const after = suspects.filter((suspect) => line.commands.indexOf(suspect) > place);
  return after.length > 0 && before.every(({ argv }) => STEADY.has(programName(argv[0] ?? '')));
};

/** Programs that fail seldom enough for what stands after them in a chain to be taken as done. */
const STEADY: ReadonlySet<string> = new Set([
  'git',
  'cp',
  'mv',
  'rm',
  'sed',
  'perl',
  'cat',
  'ls',
  'chmod',
  'ln',
  'rmdir',
  'find',
]);
