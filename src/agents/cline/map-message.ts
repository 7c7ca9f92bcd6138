import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asCount, asString, asText, at, field } from '../../domain/json.ts';
import type { Block, Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { foreignKind, withForeign } from '../reading/foreign-content.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { titleOf } from '../reading/title-of.ts';
import { blocksOf, type Messages } from './messages.ts';
import type { MessageScope, Talk } from './talk.ts';
import type { ToolCall } from './tool-call.ts';
import { feedbackIn, readUserText } from './user-text.ts';
import { readResult } from './outcome.ts';
import { withoutLabel } from './command-exit.ts';

/** What a message may need to be told of the session around it. */
export interface Telling {
  readonly talk: Talk;
  readonly scope: MessageScope;
  readonly messages: Messages;
  /** Events of a call; work that is handed over has a lane of its own. */
  readonly tell: (call: ToolCall, scope: MessageScope) => readonly Event[];
}

/** The events of one message of the list that the model is told (a session's, or api_conversation_history.json). */
export const mapMessage = (message: unknown, telling: Telling): MappedRecord => {
  const role = asText(field(message, 'role'));
  if (role !== 'assistant' && role !== 'user') return unknown(`message/${role ?? ''}`);
  const isOne = asText(at(message, 'content', 'type')) !== undefined;
  const mapped = role === 'assistant' ? mapAnswer(message, telling) : mapUser(message, telling);
  return withForeign(
    mapped,
    foreignKind(isOne ? blocksOf(message) : field(message, 'content'), (kind) => BLOCKS.has(kind)),
  );
};

/** `reasoning` and `thoughtSignature` are Roo Code's: thoughts that are encrypted, or written in a form of the model's. */
const BLOCKS: ReadonlySet<string> = new Set([
  'text',
  'thinking',
  'redacted_thinking',
  'reasoning',
  'thoughtSignature',
  'tool_use',
  'tool_result',
  'image',
  'file',
  'document',
]);

const mapUser = (message: unknown, { talk, scope }: Telling): MappedRecord => {
  const kind = asText(at(message, 'metadata', 'kind'));
  const compacted = kind?.startsWith('compaction') === true;
  const texts = blocksOf(message).flatMap((block) =>
    block['type'] === 'text' ? [readUserText(asString(block['text']) ?? '')] : [],
  );
  const isPerson = isFromPerson(asText(at(message, 'metadata', 'displayRole')), kind);
  const prompts = texts.flatMap((one) => (one.kind === 'prompt' && isPerson ? [one.text] : []));
  const prompt = [...prompts, ...blocksOf(message).flatMap(feedbackOf)].join('\n');
  const media = blocksOf(message).flatMap(mediaOf);
  const injected = texts.filter((one) => one.kind === 'injected' || (one.kind === 'prompt' && !isPerson));
  // a picture beside a result is the tool's
  const isAnswered = injected.length > 0 || blocksOf(message).some(({ type }) => type === 'tool_result');
  const events: Event[] = [
    ...(prompt === '' && (media.length === 0 || isAnswered) ? [] : [promptEvent(prompt, media, scope)]),
    ...(compacted ? [compaction(message, scope)] : injected.map((one) => notice(one.text, scope, 'injected'))),
    ...blocksOf(message).flatMap((block) => (block['type'] === 'file' ? fileRead(block['path'], scope) : [])),
  ];
  const said = asText(prompt);
  if (talk.lane === undefined && said !== undefined) talk.titled ??= titleOf(said);
  return events.length > 0
    ? understood(events)
    : ignored('message/user', 'results of tools, told with their calls, or nothing');
};

/** A compacted list keeps the prompt that it begins with; a summary of the model's is none. */
const isFromPerson = (displayRole: string | undefined, kind: string | undefined): boolean =>
  kind === 'compaction' || (kind !== 'compaction_summary' && (displayRole ?? 'user') === 'user');

const promptEvent = (text: string, media: readonly Block[], scope: MessageScope): Event =>
  scope.event({
    type: { type: 'UserMessage' },
    blocks: [...textBlocks(text), ...media],
    attributes: { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' },
  });

/** Only tasks put a person's words into a result. */
const feedbackOf = (block: unknown): readonly string[] => {
  if (field(block, 'type') !== 'tool_result') return [];
  const { outcomes } = readResult(block, undefined);
  return outcomes.flatMap(({ text, success }) => (success === undefined ? (feedbackIn(withoutLabel(text)) ?? []) : []));
};

/** Only what it is: the bytes stay in the log. */
const mediaOf = (block: unknown): readonly Block[] => {
  if (field(block, 'type') !== 'image') return [];
  const mime = asText(field(block, 'mediaType')) ?? asText(at(block, 'source', 'media_type')) ?? 'image/*';
  return [{ type: 'Image', url: '', mime }];
};

const fileRead = (path: unknown, scope: MessageScope): readonly Event[] => {
  const named = asText(path);
  if (named === undefined) return [];
  const attributes = { [ATTR.rawType]: 'file', [ATTR.toolKind]: 'file_read' };
  return [scope.event({ type: { type: 'FileRead', data: { path: named } }, attributes })];
};

const compaction = (message: unknown, scope: MessageScope): Event =>
  scope.event({
    type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
    blocks: textBlocks(asString(at(message, 'metadata', 'summary'))),
    attributes: { [ATTR.rawType]: 'user', [ATTR.reason]: asText(at(message, 'metadata', 'reason')) },
  });

export const notice = (text: string, scope: MessageScope, source: 'injected' | 'notice'): Event =>
  scope.event({
    type: { type: 'SystemMessage' },
    blocks: textBlocks(text),
    attributes: { [ATTR.rawType]: 'notice', [ATTR.source]: source },
  });

const mapAnswer = (message: unknown, telling: Telling): MappedRecord => {
  const { talk, scope } = telling;
  talk.model ??= asText(at(message, 'modelInfo', 'id')) ?? asText(at(message, 'modelInfo', 'modelId'));
  talk.provider ??= asText(at(message, 'modelInfo', 'provider')) ?? asText(at(message, 'modelInfo', 'providerId'));
  // what only the person is shown, such as why a request failed
  if (at(message, 'metadata', 'displayOnly') === true) {
    const text = blocksOf(message)
      .map((block) => asString(field(block, 'text')) ?? '')
      .join('\n');
    return understood([notice(text, scope, 'notice')]);
  }
  const events = blocksOf(message).flatMap((block, index) => answerBlock(block, index, telling));
  const counted = withTokens(events, field(message, 'metrics'), scope);
  return counted.length === 0 ? ignored('message/assistant', 'an answer without anything in it') : understood(counted);
};

const answerBlock = (block: unknown, index: number, { talk, scope, messages, tell }: Telling): readonly Event[] => {
  switch (field(block, 'type')) {
    case 'text': {
      const text = asString(field(block, 'text')) ?? '';
      if (text.trim() === '') return [];
      const attributes = { [ATTR.rawType]: 'text', [ATTR.model]: talk.model };
      return [scope.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes })];
    }
    case 'thinking': {
      const text = asString(field(block, 'thinking')) ?? '';
      if (text.trim() === '') return [];
      return [
        scope.event({
          type: { type: 'Thinking' },
          blocks: textBlocks(text),
          attributes: { [ATTR.rawType]: 'thinking' },
        }),
      ];
    }
    case 'tool_use': {
      const id = asText(field(block, 'id')) ?? `${scope.at}:${index}`;
      const name = asText(field(block, 'name')) ?? 'unknown';
      return tell({ id, name, input: field(block, 'input'), result: messages.resultOf(id) }, scope);
    }
    default: // redacted thinking, media
      return [];
  }
};

/** Tokens are counted once per message, on its first event. `inputTokens` includes what the cache gave and took (3.0). */
const withTokens = (events: readonly Event[], metrics: unknown, scope: MessageScope): readonly Event[] => {
  const count = (name: string): number => asCount(field(metrics, name)) ?? 0;
  const [input, read, written] = [count('inputTokens'), count('cacheReadTokens'), count('cacheWriteTokens')];
  const tokens = {
    [ATTR.inputTokens]: input >= read + written ? input - read - written : input,
    [ATTR.outputTokens]: count('outputTokens'),
    [ATTR.cacheReadTokens]: read,
    [ATTR.cacheWriteTokens]: written,
  };
  if (Object.values(tokens).every((one) => one === 0)) return events;
  const [first, ...rest] = events;
  if (first !== undefined) return [{ ...first, attributes: { ...first.attributes, ...tokens } }, ...rest];
  const type = { type: 'Custom', data: { kind: CUSTOM.tokenCount } } as const;
  return [scope.event({ type, attributes: { [ATTR.rawType]: 'metrics', ...tokens } })];
};
