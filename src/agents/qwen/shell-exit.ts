import { ATTR } from '../../domain/event-attributes.ts';
import { asText, field } from '../../domain/json.ts';
import { type ToolCall, wentWell } from './tool-call.ts';

/**
 * What the result of `run_shell_command` says of its exit. The agent writes below what the command printed (0.1 to
 * 0.15 and later), for each that ran to its end:
 *
 *   Command: … (not within a program, 0.24) / Directory: … / Output: … / Error: (none) / Exit Code: N / Signal: … / [Background PIDs: …] / Process Group PGID: …
 *
 * Hints may stand below. A command may print such lines itself, so the last block counts, and only in this order.
 * A text without it (cancelled, timed out, moved to the background) has no exit status.
 */
export const shellFacts = (call: ToolCall): { readonly [key: string]: unknown } => {
  if (isInBackground(call)) return { [ATTR.background]: true };
  const exit = exitOf(call);
  return exit === undefined ? {} : { [ATTR.exitCode]: exit.code, [ATTR.exitSource]: exit.source };
};

const isInBackground = (call: ToolCall): boolean =>
  wentWell(call) && (field(call.args, 'is_background') === true || BACKGROUND.test(call.result?.output ?? ''));

/**
 * 0.24 and later: what is shown is `{type: 'shell_result', exitCode, outcome: 'completed' | 'failed' | …}`, and a status
 * other than 0 makes the call an error, its block in the error's text.
 */
export const exitOf = (
  call: ToolCall,
): { readonly code: number; readonly source: 'structured' | 'text' } | undefined => {
  const { result } = call;
  if (result === undefined || !(wentWell(call) || result.status === 'error')) return undefined;
  const shown = result.display;
  if (field(shown, 'type') === 'shell_result') {
    const code = field(shown, 'exitCode');
    const ended = ['completed', 'failed'].includes(asText(field(shown, 'outcome')) ?? '');
    return ended && typeof code === 'number' && Number.isSafeInteger(code) ? { code, source: 'structured' } : undefined;
  }
  const code = exitCodeIn(result.output);
  return code === undefined ? undefined : { code, source: 'text' };
};

const BACKGROUND =
  /^(?:Background shell started|Background command started|Command (?:was )?(?:moved|promoted) to (?:the )?background)/;

const MARK = '\nExit Code: ';

/** The block and the hints below it are shorter than this. */
const TAIL = 20_000;

/** Undefined where the text holds none, or no number. */
export const exitCodeIn = (output: string): number | undefined => {
  // a long output keeps its start and its end, and that it was cut is said first (0.2 and later)
  if (!/^(?:Command: |Directory: |Tool output was too large)/.test(output)) return undefined;
  const tail = output.slice(-TAIL);
  for (let at = tail.lastIndexOf(MARK); at > 0; at = tail.lastIndexOf(MARK, at - 1)) {
    const [code = '', below = ''] = tail.slice(at + MARK.length, at + MARK.length + 200).split('\n', 2);
    const above = tail.lastIndexOf('\nError: ', at);
    if (above !== -1 && below.startsWith('Signal: ')) return /^-?\d{1,9}$/.test(code) ? Number(code) : undefined;
  }
  return undefined;
};
