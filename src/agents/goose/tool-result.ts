import { asArray, asString, asText, at, field, isObject } from '../../domain/json.ts';
import type { ExitSource } from '../../domain/event-attributes.ts';
import type { Block } from '../../domain/session.ts';
import type { ToolCall } from './tool-call.ts';

/** What a call gave back. */
export interface ToolResult {
  readonly text: string;
  readonly images: readonly Block[];
  readonly is_error: boolean;
  /** `structuredContent` of the tool, when there is one. */
  readonly structured: unknown;
  /** Set when the result says itself whether it is an error (2026). */
  readonly is_marked: boolean;
  readonly refused: boolean;
  readonly interrupted: boolean;
}

/** `toolResult`: `{status: success, value: Content[] | {content, structuredContent, isError}}` or `{status: error, error}`. */
export const readResult = (content: unknown): ToolResult => {
  const result = field(content, 'toolResult');
  const value = field(result, 'value');
  const parts = asArray(Array.isArray(value) ? value : field(value, 'content')).filter(isForModel);
  const error = field(result, 'status') === 'error' ? (asText(field(result, 'error')) ?? 'failed') : undefined;
  const text = error ?? parts.flatMap((part) => textOf(part) ?? []).join('\n');
  return {
    text,
    images: parts.flatMap(imageOf),
    is_error: error !== undefined || field(value, 'isError') === true,
    structured: field(value, 'structuredContent'),
    is_marked: isObject(value) && typeof field(value, 'isError') === 'boolean',
    refused: REFUSED.some((opening) => text.startsWith(opening)),
    interrupted: text.includes('Interrupted by the user to make a correction'),
  };
};

/** A tool may write its text twice, for the model and for the person; the model's is the whole one. */
const isForModel = (part: unknown): boolean => {
  const audience = at(part, 'annotations', 'audience');
  return !Array.isArray(audience) || audience.length === 0 || audience.includes('assistant');
};

const textOf = (part: unknown): string | undefined =>
  asString(field(part, 'text')) ?? asString(at(part, 'resource', 'text'));

/** Only what it is: the bytes stay in the log. */
const imageOf = (part: unknown): readonly Block[] =>
  field(part, 'type') === 'image'
    ? [{ type: 'Image', url: '', mime: asText(field(part, 'mimeType')) ?? 'image/png' }]
    : [];

/** Answers that stand for a call that was not made. */
const REFUSED = [
  'The user has declined to run this tool',
  'Let the user know the tool call was skipped in goose chat mode',
  'This tool call was blocked by a safety inspector',
];

interface Exit {
  readonly code: number;
  readonly source: ExitSource;
}

/** The exit status of a shell command, as far as the version of the tool logs it. */
export const exitOf = (call: ToolCall, result: ToolResult): Exit | undefined => {
  if (call.tool !== 'shell' || result.refused) return undefined;
  if (isObject(result.structured)) {
    const code = field(result.structured, 'exit_code');
    return isCode(code) ? { code, source: 'structured' } : undefined;
  }
  const line = /(?:^|\n)Command exited with code (\d{1,9})\s*$/.exec(result.text.slice(-200));
  if (result.is_error && line !== null) return { code: Number(line[1]), source: 'text' };
  // only the tool that goes by its bare name marks the commands that failed
  return call.name === 'shell' && result.is_marked && !result.is_error ? { code: 0, source: 'absence' } : undefined;
};

const isCode = (code: unknown): code is number =>
  typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 0xffff_ffff;
