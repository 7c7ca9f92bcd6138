import { ATTR } from '../../domain/event-attributes.ts';
import { asString, asText, at, field } from '../../domain/json.ts';
import type { Block, Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { openRecord } from '../reading/record-events.ts';
import { BROKEN, ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { compaction, contentEvents } from './content-events.ts';
import type { Conversation, Here } from './conversation.ts';
import { FACTS } from './legacy-log.ts';
import type { StoredMessage } from './stored-message.ts';

/** The events of a message, and what became of each of its contents; one that holds none is a record itself. */
export const messageEvents = (message: StoredMessage, talk: Conversation): readonly MappedRecord[] => {
  if (message.role === FACTS) return [understood([])];
  if (message.content === undefined) return [BROKEN];
  if (message.role !== 'user' && message.role !== 'assistant') return [unknown(`message/${message.role}`)];
  if (message.content.length === 0) return [ignored('message', 'holds nothing')];
  talk.at = message.at ?? talk.at;
  talk.model = asText(at(message.metadata, 'inference', 'requestedModel')) ?? talk.model;
  talk.provider = asText(at(message.metadata, 'inference', 'provider')) ?? talk.provider;
  const record = openRecord({ id: message.id, at: talk.at, lane: talk.lane, origin: message.origin });
  const here: Here = { talk, record, message: message.id };
  if (field(message.metadata, 'userVisible') === false) return hiddenContents(message, message.content, here);
  const isTalk = !isNotice(message.content);
  if (isTalk && field(message.metadata, 'agentVisible') === false) talk.hidden++;
  const said = message.role === 'user' ? message.content.flatMap(promptBlock) : [];
  if (isTalk && message.role === 'assistant') talk.unanswered = undefined;
  return promptContents(message.content, said, here);
};

/** The texts and images of a prompt are one event, at the first of them. */
const promptContents = (contents: readonly unknown[], said: readonly Block[], here: Here): readonly MappedRecord[] => {
  let prompt = said.length === 0 ? undefined : promptEvents(said, here);
  return contents.map((content, index) => {
    if (said.length === 0 || promptBlock(content).length === 0) return contentEvents(content, here, index + 1);
    const mapped = prompt ?? understood([]);
    prompt = undefined;
    return mapped;
  });
};

const isNotice = (contents: readonly unknown[]): boolean =>
  contents.every((content) => field(content, 'type') === 'systemNotification');

const promptBlock = (content: unknown): readonly Block[] => {
  const type = field(content, 'type');
  if (type === 'text') return textBlocks(asString(field(content, 'text')));
  if (type !== 'image') return [];
  return [{ type: 'Image', url: '', mime: asText(field(content, 'mimeType')) ?? 'image/png' }];
};

const promptEvents = (blocks: readonly Block[], { talk, record }: Here): MappedRecord => {
  const text = blocks.flatMap((block) => (block.type === 'Text' ? [block.text] : [])).join('\n');
  if (text !== '' && talk.unanswered === text) return ignored('text', 'repeats the prompt after a compaction');
  talk.unanswered = text;
  talk.answer = undefined;
  talk.title ??= asText(text);
  const attributes = { [ATTR.rawType]: 'text', [ATTR.source]: 'typed' };
  return understood([record.event({ type: { type: 'UserMessage' }, blocks, attributes })]);
};

/**
 * What only the model sees: after messages were taken out of its sight, the summary that takes their place; else context
 * that Goose put in. The calls in such a message were made, so they count.
 */
const hiddenContents = (message: StoredMessage, contents: readonly unknown[], here: Here): readonly MappedRecord[] =>
  contents.map((content, index) => {
    if (field(content, 'type') !== 'text') return contentEvents(content, here, index + 1);
    const text = asText(field(content, 'text'));
    if (text === undefined) return ignored('text', 'empty');
    if (message.role === 'assistant') return ignored('text/hidden', 'put in by the agent to go on after a summary');
    if (here.talk.hidden === 0) return understood([injected(text, here)]);
    here.talk.hidden = 0;
    return understood([compaction(text, here, 'text')]);
  });

const injected = (text: string, { record }: Here): Event =>
  record.event({
    type: { type: 'SystemMessage' },
    blocks: textBlocks(text),
    attributes: { [ATTR.rawType]: 'text', [ATTR.source]: 'injected' },
  });
