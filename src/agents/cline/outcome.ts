import { asArray, asString, asText, field, isObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';

/** What one part of a tool's work came to: a tool may run many commands or read many files. */
export interface Outcome {
  readonly text: string;
  /** Of a session (3.x); a task's results are text alone. */
  readonly success: boolean | undefined;
  readonly error: string | undefined;
}

export interface ToolResult {
  readonly outcomes: readonly Outcome[];
  readonly is_error: boolean;
  /** RFC 3339. */
  readonly at: string | undefined;
}

/**
 * A `tool_result` block. In sessions its content is a list of `{query, result, success, error?}` or the JSON text of one
 * (3.0), for some tools of another object; in tasks it is text.
 */
export const readResult = (block: unknown, at: string | undefined): ToolResult => ({
  outcomes: outcomesOf(field(block, 'content')),
  is_error: field(block, 'is_error') === true,
  at,
});

const outcomesOf = (content: unknown): readonly Outcome[] => {
  if (typeof content === 'string') return fromText(content);
  const outcomes = asArray(content).flatMap((item) => {
    if (isObject(item) && (Object.hasOwn(item, 'success') || Object.hasOwn(item, 'result'))) return [fromObject(item)];
    const text = asString(item) ?? asString(field(item, 'text'));
    return text === undefined ? [] : fromText(text);
  });
  // a task's result is one text, perhaps in parts
  if (outcomes.length < 2 || outcomes.some(({ success }) => success !== undefined)) return outcomes;
  return [{ text: outcomes.map(({ text }) => text).join('\n'), success: undefined, error: undefined }];
};

const fromText = (text: string): readonly Outcome[] => {
  const start = text.trimStart();
  const value = start.startsWith('{') || start.startsWith('[') ? parseJson(text) : undefined;
  const items = Array.isArray(value) ? asArray(value) : [value];
  const told = items.filter((item) => isObject(item) && Object.hasOwn(item, 'success'));
  if (told.length > 0 && told.length === items.length) return told.map(fromObject);
  return [{ text, success: undefined, error: undefined }];
};

const fromObject = (item: unknown): Outcome => {
  const success = field(item, 'success');
  const error = asText(field(item, 'error'));
  const text = textOfResult(field(item, 'result'));
  return {
    text: text === '' && error !== undefined ? error : text,
    success: typeof success === 'boolean' ? success : undefined,
    error,
  };
};

/** Text, or a list of parts of which images are left out. */
const textOfResult = (result: unknown): string =>
  asString(result) ??
  asArray(result)
    .flatMap((part) => asString(part) ?? asString(field(part, 'text')) ?? [])
    .join('\n');

/** All that a tool gave back, for a reader. */
export const textOf = (result: ToolResult): string => result.outcomes.map(({ text }) => text).join('\n');

/** A person said no, or the tool could not begin: nothing was done. */
export const wasRefused = (text: string): boolean => {
  const start = text.slice(0, 600);
  return REFUSALS.some((phrase) => start.includes(phrase));
};

const REFUSALS = [
  'This tool call was rejected by the user and not executed.', // 3.x
  'The user denied this operation.', // tasks
  'was not executed because a tool has already been used in this message',
  'Skipping tool due to user rejecting a previous tool',
];
