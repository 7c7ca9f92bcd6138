import { asArray, asCount, asString, asText, at, field } from '../../domain/json.ts';
import type { Stored } from './store.ts';

/** One use of a tool, of either generation. Times are milliseconds since the epoch, as stored. */
export interface ToolUse {
  readonly call_id: string;
  readonly name: string;
  readonly status: 'pending' | 'running' | 'completed' | 'error';
  readonly input: unknown;
  readonly metadata: unknown;
  readonly output: string;
  readonly started: unknown;
  readonly ended: unknown;
}

/** A `tool` part (1.x): `{tool, callID, state: {status, input, output, metadata, error, time}}`. */
export const toolUseOfPart = (part: Stored): ToolUse => {
  const state = field(part.data, 'state');
  const metadata = field(state, 'metadata');
  return {
    call_id: asText(field(part.data, 'callID')) ?? part.id,
    name: asText(field(part.data, 'tool')) ?? 'unknown',
    input: field(state, 'input'),
    status: statusOf(field(state, 'status')),
    metadata,
    // an empty output beside an error says nothing
    output: firstText(field(state, 'output'), field(state, 'error'), field(metadata, 'output')),
    started: at(state, 'time', 'start') ?? part.created,
    ended: at(state, 'time', 'end'),
  };
};

const firstText = (...values: readonly unknown[]): string =>
  values.flatMap((value) => asString(value) ?? []).find((text) => text !== '') ?? '';

/** A `tool` in an assistant's content (2.x): `{id, name, state: {status, input, content, metadata, error}, time}`. */
export const toolUseOfContent = (content: unknown, fallback: string): ToolUse => {
  const state = field(content, 'state');
  const texts = asArray(field(state, 'content')).flatMap((block) => asString(field(block, 'text')) ?? []);
  return {
    call_id: asText(field(content, 'id')) ?? fallback,
    name: asText(field(content, 'name')) ?? 'unknown',
    input: field(state, 'input'),
    status: statusOf(field(state, 'status')),
    metadata: field(state, 'metadata'),
    output: texts.length > 0 ? texts.join('\n') : (asString(at(state, 'error', 'message')) ?? ''),
    started: at(content, 'time', 'ran') ?? at(content, 'time', 'created'),
    ended: at(content, 'time', 'completed'),
  };
};

const statusOf = (status: unknown): ToolUse['status'] => {
  if (status === 'completed' || status === 'running' || status === 'error') return status;
  return 'pending';
};

export const isDone = (use: ToolUse): boolean => use.status === 'completed' || use.status === 'error';

/** A tool that does not exist is stored as `invalid`, completed although nothing was done. */
export const hasFailed = (use: ToolUse): boolean => use.status === 'error' || use.name === 'invalid';

/** The first of an input's fields that holds a text. */
export const inputText = (use: ToolUse, ...keys: readonly string[]): string | undefined => {
  for (const key of keys) {
    const text = asText(field(use.input, key));
    if (text !== undefined) return text;
  }
  return undefined;
};

/** The exit status of a shell tool: `metadata.exit`, null when the command was ended from outside. */
export const exitCodeOf = (use: ToolUse): number | undefined => asCount(field(use.metadata, 'exit'));
