import type { SimpleCommand } from '../../shell/command-line.ts';
import { isTrivial } from '../../shell/suspects.ts';
import type { LineOutcome } from './line-outcome.ts';

/** The status of the command before, or a variable that is plainly named for one. */
const STATUS =
  /\$(?:\?|\{\?\}|(?:rc|RC|ret|code|status|STATUS|exit|EXIT|exit_code|EXIT_CODE|exitcode)\b|\{(?:rc|RC|ret|code|status|STATUS|exit|EXIT|exit_code|EXIT_CODE|exitcode)\})/;

/**
 * The line by which `npm test; echo EXIT=$?` tells that the command failed: printed by the `echo` right after it, with a
 * number that is not zero. Null for all else; a zero proves nothing, as anything may print one.
 */
export const printedFailure = ({ line, output }: LineOutcome, command: SimpleCommand): string | null => {
  const at = line.commands.indexOf(command);
  const echo = line.commands[at + 1];
  // Before it something else may have failed in the same chain.
  if (at === -1 || echo?.argv[0] !== 'echo' || !line.commands.slice(0, at).every(isTrivial)) return null;
  if (command.verdict.mask !== '; …' && command.verdict.mask?.startsWith('|| echo') !== true) return null;
  const words = echo.argv.slice(1).join(' ');
  const [before, after, ...more] = words.split(STATUS);
  if (before === undefined || after === undefined || more.length > 0 || /[$`*]/.test(before + after)) return null;
  for (const each of output.slice(-LOOKED_AT).split('\n').reverse()) {
    const text = each.trim();
    const code = text.slice(before.length, text.length - after.length);
    const printed = text === `${before}${code}${after}`.trim() && /^\d{1,3}$/.test(code);
    if (printed) return Number(code) === 0 ? null : text;
  }
  return null;
};

const LOOKED_AT = 16 * 1024;
