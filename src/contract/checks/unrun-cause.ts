import { endedAt } from '../where-it-ran.ts';
import type { LineOutcome } from './line-outcome.ts';

/** 126 and 127 are the shell's own; 124 is that of `timeout`, the others those of a process that a signal ended. */
const CODES: ReadonlyMap<number, string> = new Map([
  [124, 'it was stopped after its time'],
  [126, 'the program could not be run'],
  [127, 'the program was not found'],
  [130, 'it was interrupted'],
  [137, 'it was killed'],
  [143, 'it was stopped'],
]);

/** What is printed when there is nothing to run: by npm and its like, Python, Node, shells, make and npx. */
const NOT_THERE =
  /^(?:npm (?:ERR!|error) (?:Missing script: .*|enoent Could not read package\.json.*|could not determine executable to run.*)|\s*ERR_PNPM_NO_SCRIPT.*|error (?:Command "[^"]*" not found\.|Couldn't find a package\.json file.*)|error: Script not found .*|Usage Error: Couldn't find a script named .*|\S*python[\d.]*(?:\.exe)?: No module named .*|(?:\S+: )?(?:line )?(?:\d+: )?\S+: (?:command )?not found|make: \*\*\* No rule to make target .*|make: \*\*\* No targets specified and no makefile found\..*|(?:Error: )?Cannot find module '[^']*node_modules[^']*'.*|error: no such (?:sub)?command.*|bundler: command not found: .*|'[^']+' is not recognized as an internal or external command,.*)$/;

/** Of the output only its end is looked at, in characters. */
const LOOKED_AT = 4096;
/** An output of more lines comes from a program that was there. */
const MAX_LINES = 40;

/**
 * Why a run that did not end with zero tells of no failure of what is checked: the program was not there, or was
 * stopped before it was done. Null when it tells.
 */
export const unrunCause = ({ line, exit, output }: LineOutcome): string | null => {
  const { code } = exit;
  if (code === null || code === 0) return null;
  const known = CODES.get(code);
  if (known !== undefined) return `exit ${code}: ${known}`;
  const lines = output.slice(-LOOKED_AT).split('\n');
  if (lines.length > MAX_LINES) return null;
  const trimmed = lines.map((each) => each.trim());
  return trimmed.find((each) => NOT_THERE.test(each)) ?? endedAt(line, output)?.said ?? null;
};
