import { asArray, asString, asText, at, field, isObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';

/** What became of a call: `run` of a `tool_result`. `open`: it has not ended. */
export interface ToolRun {
  readonly status: 'done' | 'error' | 'cancelled' | 'rejected' | 'open';
  readonly result: unknown;
  /** Why it failed, was cancelled or refused. */
  readonly reason: string | undefined;
}

const ENDED: ReadonlyMap<unknown, ToolRun['status']> = new Map<unknown, ToolRun['status']>([
  ['done', 'done'],
  ['error', 'error'],
  ['cancelled', 'cancelled'],
  ['rejected-by-user', 'rejected'],
]);

/** Until they end, runs are `in-progress`, `queued` or `blocked-on-user`. */
export const readRun = (run: unknown): ToolRun => ({
  status: ENDED.get(field(run, 'status')) ?? 'open',
  result: field(run, 'result'),
  reason: asText(at(run, 'error', 'message')) ?? asText(field(run, 'error')) ?? asText(field(run, 'reason')),
});

/** What the model was told: the text of a result, or undefined when it is a value that has none. */
export const runText = (run: ToolRun): string | undefined => {
  if (run.status !== 'done' && run.reason !== undefined) return run.reason;
  const result = shellResult(run.result) ?? run.result;
  if (typeof result === 'string') return result;
  if (Array.isArray(result)) {
    const texts = asArray(result).flatMap((part) => asString(part) ?? asString(field(part, 'text')) ?? []);
    return texts.length === 0 ? undefined : texts.join('\n');
  }
  for (const key of ['output', 'content', 'diff', 'text', 'message']) {
    const text = asString(field(result, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

/** `{output, exitCode}`, which may also stand there as JSON text. */
const shellResult = (result: unknown): unknown => {
  const value = typeof result === 'string' && result.startsWith('{') ? parseJson(result) : result;
  return isObject(value) && field(value, 'exitCode') !== undefined ? value : undefined;
};

/** The diff in the result of an edit, without the Markdown fence and the header lines that Amp puts around it. */
export const runDiff = ({ status, result }: ToolRun): string | undefined => {
  const text = status === 'done' ? asString(field(result, 'diff')) : undefined;
  if (text === undefined || !text.includes('@@ ')) return undefined;
  const lines = text.split('\n').filter((line) => !/^(?:`{3,}(?:diff)?|={20,}|Index: .*)$/.test(line));
  return `${lines.join('\n').trimEnd()}\n`;
};

/** Exit code of a shell command: a field of the result. A command that was killed has a negative one, which is none. */
export const runExit = ({ status, result }: ToolRun): number | undefined => {
  if (status !== 'done') return undefined;
  const code = field(shellResult(result), 'exitCode');
  return typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 0xffff_ffff ? code : undefined;
};
