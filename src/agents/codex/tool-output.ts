import type { ExitSource } from '../../domain/event-attributes.ts';
import { asNumber, asString, at, field, isObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';

/** What the output of a tool call tells. */
export interface ToolOutput {
  readonly text: string;
  readonly exit?: { readonly code: number; readonly source: ExitSource } | undefined;
  readonly durationMs?: number | undefined;
  /** The command goes on after the call; its process has this id. */
  readonly process?: string | undefined;
  /** `refused`: it never ran. `failed`: it failed, without an exit status. */
  readonly failure?: 'refused' | 'failed' | undefined;
}

/**
 * Reads an output in each form that Codex has written (0.1 to 0.169):
 * a string; a list of content items; `{content, success}`; the JSON text `{"output", "metadata": {"exit_code"}}`; the
 * text of a command with a head of known lines (`Process exited with code N`, `Exit code: N`) before `Output:`.
 * Only the head is searched for a status: what a command prints proves nothing.
 */
export const readOutput = (output: unknown): ToolOutput => {
  const text = textOfOutput(output);
  const success = field(output, 'success');
  const read = withMetadata(text) ?? withHead(text) ?? deniedBySandbox(text) ?? { text, failure: failureOf(text) };
  return success === false && read.exit === undefined ? { ...read, failure: read.failure ?? 'failed' } : read;
};

/** Text of a string, a content item, a list of them, or an object that has one as `content` or `output`. */
export const textOfOutput = (output: unknown): string => {
  if (typeof output === 'string') return output;
  if (Array.isArray(output)) return output.map(itemText).join('');
  return isObject(output) ? itemText(output) || flatText(output) : '';
};

const itemText = (item: unknown): string => asString(field(item, 'text')) ?? '';

const flatText = (output: object): string => {
  const inner = field(output, 'content') ?? field(output, 'content_items') ?? field(output, 'output');
  return typeof inner === 'string' ? inner : Array.isArray(inner) ? inner.map(itemText).join('') : '';
};

/** shell and apply_patch until 2026. */
const withMetadata = (text: string): ToolOutput | undefined => {
  if (!text.startsWith('{"output":')) return undefined;
  const value = parseJson(text);
  if (!isObject(value)) return undefined;
  const code = asNumber(at(value, 'metadata', 'exit_code'));
  const seconds = asNumber(at(value, 'metadata', 'duration_seconds'));
  return {
    text: asString(field(value, 'output')) ?? '',
    exit: code === undefined ? undefined : { code, source: 'structured' },
    durationMs: seconds === undefined ? undefined : Math.round(seconds * 1000),
  };
};

const HEAD_LINES =
  /^(?:Chunk ID: [0-9a-f]+|Wall time:? ([\d.]+) seconds|Process exited with code (-?\d+)|Process running with session ID (\d+)|Exit code: (-?\d+)|Original token count: \d+|Total output lines: \d+|Script (?:completed|failed|running with cell ID .*))$/;

/** `Command: …` stood before the head up to 0.118 and may itself span lines; the head then begins at its chunk id. */
const withHead = (text: string): ToolOutput | undefined => {
  const start = text.startsWith('Command: ') ? text.indexOf('\nChunk ID: ') + 1 : 0;
  if (start === 0 && text.startsWith('Command: ')) return undefined;
  let exit: ToolOutput['exit'];
  let process: string | undefined;
  let durationMs: number | undefined;
  for (let from = start; ;) {
    const end = text.indexOf('\n', from);
    const line = end === -1 ? text.slice(from) : text.slice(from, end);
    if (line === 'Output:') return patched({ text: end === -1 ? '' : text.slice(end + 1), exit, process, durationMs });
    const match = line.length > 200 ? null : HEAD_LINES.exec(line);
    if (match === null || end === -1) return undefined;
    if (match[1] !== undefined) durationMs = Math.round(Number(match[1]) * 1000);
    const code = match[2] ?? match[4];
    if (code !== undefined) exit = { code: Number(code), source: 'text' };
    process = match[3] ?? process;
    from = end + 1;
  }
};

/** A patch that exec_command took out of a shell command has a second head (0.169): `Exit code: N … Output:`. */
const patched = (read: ToolOutput): ToolOutput => {
  if (read.exit !== undefined || read.process !== undefined || !read.text.startsWith('Exit code: ')) return read;
  const inner = withHead(read.text);
  return inner === undefined ? read : { ...inner, durationMs: inner.durationMs ?? read.durationMs };
};

/** A command that the sandbox stopped (0.118): its status stands in Rust's notation. Only a failure is believed. */
const DENIED = /^exec_command failed for [\s\S]{0,4000}?ExecToolCallOutput \{ exit_code: (-?[1-9]\d{0,9})\b/;

const deniedBySandbox = (text: string): ToolOutput | undefined => {
  const code = text.startsWith('exec_command failed') ? DENIED.exec(text.slice(0, 8192))?.[1] : undefined;
  return code === undefined ? undefined : { text, exit: { code: Number(code), source: 'text' } };
};

const REFUSED =
  /^(?:failed to parse (?:function )?arguments|unsupported (?:custom tool )?call|unknown tool|exec_command failed for .{0,2000}?Rejected\(|(?:exec )?(?:command|patch) rejected|rejected by user|apply_patch verification failed|patch rejected|user (?:rejected|cancelled|denied))/is;
const FAILED = /^(?:exec_command failed|execution error|aborted(?: by user)?\b|write_stdin failed|command timed out)/i;

const failureOf = (text: string): ToolOutput['failure'] => {
  const head = text.slice(0, 4096);
  if (REFUSED.test(head)) return 'refused';
  return FAILED.test(head) ? 'failed' : undefined;
};

/** Duration as Rust writes it: `{secs, nanos}`. */
export const millisOf = (duration: unknown): number | undefined => {
  const seconds = asNumber(field(duration, 'secs'));
  if (seconds === undefined) return undefined;
  return Math.round(seconds * 1000 + (asNumber(field(duration, 'nanos')) ?? 0) / 1e6);
};
