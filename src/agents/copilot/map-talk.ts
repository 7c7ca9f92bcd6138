import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asString, asText, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { mapRequest, requestIn } from './map-call.ts';
import { type Scope, tokenAttributes } from './scope.ts';

/**
 * `user.message`: `content` is what was typed, `transformedContent` what the model got. `source` names a program that
 * spoke in the person's place.
 */
export const mapUser = (scope: Scope): string | undefined => {
  const { data, lane } = scope;
  const text = (asString(field(data, 'content')) ?? '').replace(/^\[\[PLAN\]\] /, '');
  const blocks = [...textBlocks(text), ...asArray(field(data, 'attachments')).flatMap(attachment)];
  if (blocks.length === 0) return 'holds nothing';
  const injected = isInjected(data);
  const type = injected && lane === undefined ? 'SystemMessage' : 'UserMessage';
  scope.emit({ type: { type }, blocks, attributes: { [ATTR.source]: injected ? 'injected' : 'typed' } });
  return undefined;
};

/** `agent-<id>`, `skill-<name>` and the like; a source that is not known is taken for a way to type. */
const PROGRAMS =
  /^(?:agent|skill|system|schedule|hook|autopilot|notification|sidekick|factory|command|plugin|extension|mcp)(?:[-:_/]|$)/;

const isInjected = (data: unknown): boolean =>
  PROGRAMS.test(asString(field(data, 'source')) ?? '') ||
  field(data, 'isAutopilotContinuation') === true ||
  field(data, 'crossSession') !== undefined;

/** Only what it is and where it lies. */
const attachment = (value: unknown): readonly Block[] => {
  const path = asText(field(value, 'path')) ?? asText(field(value, 'filePath'));
  const mime = asText(field(value, 'mimeType'));
  const url = asText(field(value, 'url'));
  if (path !== undefined) return [{ type: 'File', path }];
  if (url !== undefined) return [{ type: 'Reference', uri: url, media_type: 'text/html' }];
  return mime?.startsWith('image/') === true ? [{ type: 'Image', url: '', mime }] : [];
};

/** `assistant.message`: thought, words, and the calls that it asks for. */
export const mapAssistant = (scope: Scope): string | undefined => {
  const { data, state, lane } = scope;
  const model = asText(field(data, 'model'));
  if (lane === undefined && model !== undefined) state.model = model;
  think(scope, asString(field(data, 'reasoningText')) ?? '');
  const text = asString(field(data, 'content')) ?? '';
  if (text.trim() !== '') {
    scope.emit({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes: { [ATTR.model]: model } });
    if (lane === undefined) state.said = text.trim();
  }
  for (const value of asArray(field(data, 'toolRequests'))) {
    const request = requestIn(value);
    if (request !== undefined) mapRequest(scope, request);
  }
  countTokens(scope);
  return scope.events.length === 0 ? 'holds nothing that was not said' : undefined;
};

/** On the message's first event, or on one of its own. */
const countTokens = (scope: Scope): void => {
  const tokens = scope.state.tokens.message(scope.data);
  if (tokens === undefined) return;
  const [first] = scope.events;
  if (first === undefined) emitTokens(scope, tokenAttributes(tokens));
  else scope.events[0] = { ...first, attributes: { ...first.attributes, ...tokenAttributes(tokens) } };
};

export const emitTokens = (scope: Scope, attributes: { readonly [key: string]: unknown }): void =>
  scope.emit({ type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } }, attributes });

/** A thought stands in a record of its own, in its message, or in both. */
const think = (scope: Scope, text: string): boolean => {
  const thought = text.trim();
  if (thought === '' || thought === scope.state.thought) return false;
  scope.state.thought = thought;
  scope.emit({ type: { type: 'Thinking' }, blocks: textBlocks(text) });
  return true;
};

export const mapReasoning = (scope: Scope): string | undefined =>
  think(scope, asString(field(scope.data, 'content')) ?? '') ? undefined : 'holds nothing that was not said';

/** `session.task_complete`: what the agent says when it calls its task done. */
export const mapTaskComplete = (scope: Scope): string | undefined => {
  const text = asText(field(scope.data, 'summary'));
  if (text === undefined || field(scope.data, 'success') === false) return 'no summary in it';
  if (text === scope.state.said) return 'repeats the last message';
  scope.emit({ type: { type: 'AgentMessage' }, blocks: textBlocks(text) });
  return undefined;
};
