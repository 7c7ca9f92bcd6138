import { ATTR } from '../../domain/event-attributes.ts';
import { field } from '../../domain/json.ts';
import { type ToolCall, wentWell } from './tool-call.ts';

/**
 * What the result of `run_shell_command` says of its exit. The agent writes below what the command printed (0.1 to
 * 0.15 and later), for each that ran to its end:
 *
 *   Command: … / Directory: … / Output: … / Error: (none) / Exit Code: N / Signal: … / [Background PIDs: …] / Process Group PGID: …
 *
 * Hints may stand below. A command may print such lines itself, so the last block counts, and only in this order.
 * A text without it (cancelled, timed out, moved to the background) has no exit status.
 */
export const shellFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  if (!wentWell(call)) return {};
  const output = call.result?.output ?? '';
  if (field(call.args, 'is_background') === true || BACKGROUND.test(output)) return { [ATTR.background]: true };
  const code = exitCodeIn(output);
  return code === undefined ? {} : { [ATTR.exitCode]: code, [ATTR.exitSource]: 'text' };
};

const BACKGROUND =
  /^(?:Background shell started|Background command started|Command (?:was )?(?:moved|promoted) to (?:the )?background)/;

const MARK = '\nExit Code: ';

/** The block and the hints below it are shorter than this. */
const TAIL = 20_000;

/** Undefined where the text holds none, or no number. */
export const exitCodeIn = (output: string): number | undefined => {
  // a long output keeps its start and its end, and that it was cut is said first (0.2 and later)
  if (!/^(?:Command: |Tool output was too large)/.test(output)) return undefined;
  const tail = output.slice(-TAIL);
  for (let at = tail.lastIndexOf(MARK); at > 0; at = tail.lastIndexOf(MARK, at - 1)) {
    const [code = '', below = ''] = tail.slice(at + MARK.length, at + MARK.length + 200).split('\n', 2);
    const above = tail.lastIndexOf('\nError: ', at);
    if (above !== -1 && below.startsWith('Signal: ')) return /^-?\d{1,9}$/.test(code) ? Number(code) : undefined;
  }
  return undefined;
};
