import { asArray, asString, asText, at, field, isObject } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';

/** A call that the model wrote into its answer; `args` as they came. */
export interface FunctionCall {
  readonly id: string | undefined;
  readonly name: string;
  readonly args: unknown;
}

/** What a tool gave back. */
export interface FunctionResponse {
  readonly id: string | undefined;
  readonly name: string;
  readonly output: string;
  readonly is_error: boolean;
}

/** A message's content by what its parts are. Texts keep their order and stay apart. */
export interface Parts {
  readonly texts: readonly string[];
  readonly thoughts: readonly string[];
  readonly media: readonly Block[];
  readonly calls: readonly FunctionCall[];
  readonly responses: readonly FunctionResponse[];
  /** What the first part holds of which nothing is read. */
  readonly foreign: string | undefined;
}

/** Reads a PartListUnion of the Gemini API: a string, one part, or a list of either. */
export const readParts = (content: unknown): Parts => {
  const parts = { texts: [] as string[], thoughts: [] as string[], media: [] as Block[] };
  const calls: FunctionCall[] = [];
  const responses: FunctionResponse[] = [];
  let foreign: string | undefined;
  for (const part of Array.isArray(content) ? asArray(content) : [content]) {
    const text = asString(part) ?? asString(field(part, 'text'));
    if (text !== undefined) (field(part, 'thought') === true ? parts.thoughts : parts.texts).push(text);
    const call = field(part, 'functionCall');
    if (isObject(call)) calls.push(readCall(call));
    const response = field(part, 'functionResponse');
    if (isObject(response)) responses.push(readResponse(response));
    parts.media.push(...readMedia(part));
    foreign ??= foreignKey(part);
  }
  return { ...parts, calls, responses, foreign };
};

const KEYS = ['text', 'thought', 'thoughtSignature', 'functionCall', 'functionResponse', 'inlineData', 'fileData'];

/** A part is named by the key that it has: `executableCode` is one that these agents do not write yet. */
const foreignKey = (part: unknown): string | undefined =>
  isObject(part) && !KEYS.some((key) => field(part, key) !== undefined) ? Object.keys(part)[0] : undefined;

const readCall = (call: unknown): FunctionCall => ({
  id: asText(field(call, 'id')),
  name: asText(field(call, 'name')) ?? 'unknown',
  args: field(call, 'args'),
});

const readResponse = (response: unknown): FunctionResponse => {
  const error = asString(at(response, 'response', 'error'));
  return {
    id: asText(field(response, 'id')),
    name: asText(field(response, 'name')) ?? 'unknown',
    output: asString(at(response, 'response', 'output')) ?? error ?? '',
    is_error: error !== undefined,
  };
};

/** Only what it is: the bytes stay in the log. */
const readMedia = (part: unknown): readonly Block[] => {
  const data = isObject(field(part, 'inlineData')) ? field(part, 'inlineData') : field(part, 'fileData');
  if (!isObject(data)) return [];
  const mime = asText(field(data, 'mimeType')) ?? 'application/octet-stream';
  const url = asText(field(data, 'fileUri')) ?? '';
  return mime.startsWith('image/')
    ? [{ type: 'Image', url, mime }]
    : [{ type: 'Reference', uri: url, media_type: mime }];
};
