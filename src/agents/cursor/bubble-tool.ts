import { asString, asText, at, field, isObject, type JsonObject } from '../../domain/json.ts';
import { parseJson } from '../reading/parse-json.ts';
import { exitOfTerminal, isBackground } from './shell-exit.ts';
import { nameOfNumber, toolOf } from './tool-name.ts';
import type { ToolUse } from './tool-use.ts';

/** Gives the text of a `composer.content.<sha256>` row. */
export type ReadContent = (id: unknown) => string | undefined;

/**
 * `toolFormerData` of a bubble: `{name, tool, toolCallId, status, rawArgs, params, result, additionalData, error,
 * userDecision}`; arguments and result are JSON in strings, or objects. Seen in 0.45 to 3.x.
 */
export const toolUseOfBubble = (data: unknown, fallbackId: string, content: ReadContent): ToolUse | undefined => {
  if (!isObject(data)) return undefined;
  const name = asText(field(data, 'name')) ?? nameOfNumber(field(data, 'tool'));
  if (name === undefined) return undefined;
  const result = valueOf(field(data, 'result'));
  const state = stateOf(data, result, toolOf(name));
  const isShell = toolOf(name) === 'shell';
  const input = inputOf(data);
  return {
    call_id: asText(field(data, 'toolCallId')) ?? fallbackId,
    name,
    input,
    state,
    payload: result,
    output: outputOf(data, result),
    exit:
      isShell && state === 'done' ? exitOfTerminal(result, asText(at(data, 'additionalData', 'status'))) : undefined,
    background:
      isShell &&
      (isBackground(result) || field(input, 'isBackground') === true || field(input, 'is_background') === true),
    contents: contentsOf(result, content),
  };
};

const valueOf = (value: unknown): unknown => (typeof value === 'string' ? (parseJson(value) ?? value) : value);

/** What the model wrote, and what the IDE made of it: paths are surer in the latter. */
const inputOf = (data: unknown): JsonObject => {
  const raw = valueOf(field(data, 'rawArgs'));
  const params = valueOf(field(data, 'params'));
  const tool = valueOf(field(params, 'tools'));
  const mcp = Array.isArray(tool) ? valueOf(field(tool[0], 'parameters')) : undefined;
  return { ...(isObject(raw) ? raw : {}), ...(isObject(mcp) ? mcp : {}), ...(isObject(params) ? params : {}) };
};

const DONE: ReadonlySet<string> = new Set(['completed', 'success', 'done', 'finished']);
const FAILED: ReadonlySet<string> = new Set(['error', 'failed', 'failure']);
const REFUSED: ReadonlySet<string> = new Set(['cancelled', 'canceled', 'rejected', 'skipped', 'aborted']);

/** No field alone says how a call ended: a refused or failed one may be `completed`. */
const stateOf = (data: unknown, result: unknown, tool: string): ToolUse['state'] => {
  const status = (asText(field(data, 'status')) ?? '').toLowerCase();
  const more = (asText(at(data, 'additionalData', 'status')) ?? '').toLowerCase();
  if (field(result, 'rejected') === true || REFUSED.has(more) || REFUSED.has(status)) return 'rejected';
  if (field(data, 'userDecision') === 'rejected') return 'rejected';
  if (FAILED.has(status) || field(result, 'applyFailed') === true) return 'error';
  // a command that ran and failed says so by its exit code
  if (FAILED.has(more) && tool !== 'shell') return 'error';
  if (DONE.has(status)) return 'done';
  return status === '' && asString(field(data, 'result')) !== undefined ? 'done' : 'running';
};

/** The text in a result, as far as it is one; of changes only what the model was told. */
const outputOf = (data: unknown, result: unknown): string => {
  const texts = ['output', 'contents', 'resultForModel', 'result'].flatMap((key) => asString(field(result, key)) ?? []);
  const told = texts.find((text) => text !== '');
  if (told !== undefined) return told;
  const error = field(data, 'error');
  const reason = asText(field(error, 'modelVisibleErrorMessage')) ?? asText(field(error, 'clientVisibleErrorMessage'));
  if (reason !== undefined) return reason;
  const isBare = isObject(result) && Object.keys(result).every((key) => BARE.has(key));
  return texts.length > 0 || isBare ? '' : (asString(field(data, 'result')) ?? '');
};

/** Fields that say what became of a call, and nothing that was read. */
const BARE: ReadonlySet<string> = new Set([
  'rejected',
  'success',
  'diff',
  'isApplied',
  'applyFailed',
  'beforeContentId',
  'afterContentId',
  'fileWasCreated',
  'fileDeletedSuccessfully',
]);

/** `edit_file_v2` (2.x and later) names rows that hold the file's text before and after. */
const contentsOf = (result: unknown, content: ReadContent): ToolUse['contents'] => {
  const after = content(field(result, 'afterContentId'));
  return after === undefined ? undefined : { after, before: content(field(result, 'beforeContentId')) };
};
