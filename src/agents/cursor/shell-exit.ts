import { asNumber, asString, field } from '../../domain/json.ts';
import type { Exit } from './tool-use.ts';

/** `Exit code: 0` opens what the model is told of a command (IDE 1.x, CLI 2025 and 2026). */
const PHRASE = /^Exit code: (-?\d{1,6})\b/;

export const exitOfText = (output: string): Exit | undefined => {
  const code = PHRASE.exec(output)?.[1];
  return code === undefined ? undefined : { code: Number(code), source: 'text' };
};

const codeOf = (value: unknown, ...keys: readonly string[]): Exit | undefined => {
  for (const key of keys) {
    const code = asNumber(field(value, key));
    if (code !== undefined && Number.isSafeInteger(code)) return { code, source: 'structured' };
  }
  return undefined;
};

const COMPLETED = 'RUN_TERMINAL_COMMAND_ENDED_REASON_EXECUTION_COMPLETED';

/**
 * The exit status in a result of the IDE's terminal tool: `exitCodeV2` (1.x), else `exitCode`, which is left out when it
 * is 0, so that nothing is said by its absence alone: the command must also be marked as ended by itself.
 */
export const exitOfTerminal = (result: unknown, status: string | undefined): Exit | undefined => {
  if (isBackground(result) || field(result, 'rejected') === true) return undefined;
  const reason = field(result, 'endedReason');
  const ended = reason === COMPLETED || field(result, 'notInterrupted') === true || status === 'success';
  if (typeof reason === 'string' && reason !== COMPLETED) return undefined;
  if (field(result, 'notInterrupted') === false) return undefined;
  const own = codeOf(result, 'exitCodeV2', 'exitCode');
  if (own !== undefined) return own;
  const told = exitOfText(asString(field(result, 'output')) ?? '');
  return told ?? (ended && status !== 'error' ? { code: 0, source: 'absence' } : undefined);
};

export const isBackground = (result: unknown): boolean =>
  ['isRunningInBackground', 'poppedOutIntoBackground', 'isBackgrounded'].some((key) => field(result, key) === true);

/**
 * The exit status in a result of the CLI's shell tool: `exitCode` of `{success: …}` or `{failure: …}`, else the phrase,
 * else the kind: of the two, `success` is written for 0 alone.
 */
export const exitOfShell = (kind: string | undefined, payload: unknown, output: string): Exit | undefined => {
  if (isBackground(payload) || (kind !== undefined && kind !== 'success' && kind !== 'failure')) return undefined;
  const own = codeOf(payload, 'exitCode') ?? exitOfText(output);
  return own ?? (kind === 'success' ? { code: 0, source: 'absence' } : undefined);
};
