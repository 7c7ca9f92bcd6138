import { ATTR } from '../../domain/event-attributes.ts';

/** The end of an error's text, since what a command prints stands before it (0.9 to 0.73). */
const STATUS = /(?:^|\n)Command exited with code (\d{1,9})\s*$/;
const BROKEN_OFF = /(?:^|\n)Command (?:aborted|timed out after [\d.]{1,20} seconds)\s*$/;

/** Words of Pi for a call that never ran; extensions that block one give a reason of their own. */
const NEVER_RAN =
  /^(?:Tool execution was blocked|Validation failed for tool|Tool "?[\w.-]{1,200}"? not found|Working directory does not exist|Skipped due to queued user message|Operation aborted|Plan mode: command blocked)/;

/**
 * What the result of `bash` says of its exit. Failures are marked and end with the code; a result without the mark passed.
 * An aborted or timed out command ran, and has no exit.
 */
export const shellOutcome = (text: string, failed: boolean): { readonly [key: string]: unknown } => {
  if (!failed) return { [ATTR.exitCode]: 0, [ATTR.exitSource]: 'absence' };
  const end = text.slice(-200);
  const code = STATUS.exec(end)?.[1];
  if (code !== undefined) return { [ATTR.exitCode]: Number(code), [ATTR.exitSource]: 'text' };
  if (BROKEN_OFF.test(end) || !NEVER_RAN.test(text.slice(0, 400))) return {};
  return { [ATTR.noEffect]: true };
};
