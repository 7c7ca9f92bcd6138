import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asString, asText, at, field } from '../../domain/json.ts';
import type { Block, Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { providerOf } from '../reading/provider-of.ts';
import type { Here } from './conversation.ts';
import { shellEvents } from './person-shell.ts';
import { callEvents, resultEvents } from './tool-events.ts';

/** Each block of a message with its events; the texts and images of a prompt are one event. */
export const blockEvents = (
  blocks: readonly unknown[],
  role: 'user' | 'assistant' | 'info',
  here: Here,
): readonly MappedRecord[] => {
  if (role !== 'user') return blocks.map((block, index) => otherBlock(block, here, index));
  const said = blocks.flatMap(promptBlock);
  let open = said.length > 0 ? promptEvent(said, here) : undefined;
  return blocks.map((block) => {
    if (promptBlock(block).length === 0) return userBlock(block, here);
    const events = open === undefined ? [] : [open];
    open = undefined;
    return understood(events);
  });
};

const promptBlock = (block: unknown): readonly Block[] => {
  const type = field(block, 'type');
  if (type === 'text') return textBlocks(asString(field(block, 'text')));
  return type === 'image' ? [imageBlock(block)] : [];
};

/** Only what it is: the bytes stay in the log. */
const imageBlock = (block: unknown): Block => ({
  type: 'Image',
  url: asText(at(block, 'source', 'url')) ?? asText(field(block, 'sourcePath')) ?? '',
  mime: asText(at(block, 'source', 'mediaType')) ?? 'image/png',
});

const promptEvent = (blocks: readonly Block[], { talk, record }: Here): Event => {
  talk.prompt ??= asText(blocks.flatMap((block) => (block.type === 'Text' ? [block.text] : [])).join('\n'));
  const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
  return record.event({ type: { type: 'UserMessage' }, blocks, attributes });
};

const userBlock = (block: unknown, here: Here): MappedRecord => {
  const type = asText(field(block, 'type')) ?? '';
  if (type === 'tool_result') return understood(resultEvents(block, here));
  return type === 'text' ? ignored('text', 'empty') : unknown(`user/${type}`);
};

const otherBlock = (block: unknown, here: Here, index: number): MappedRecord => {
  const { talk, record } = here;
  const type = asText(field(block, 'type')) ?? '';
  const text = asString(field(block, type === 'thinking' ? 'thinking' : 'text')) ?? '';
  switch (type) {
    case 'text':
    case 'thinking': {
      if (type === 'thinking') talk.provider ??= asText(field(block, 'provider'));
      if (text.trim() === '') return ignored(type, 'empty');
      const event = type === 'text' ? 'AgentMessage' : 'Thinking';
      const attributes = { [ATTR.rawType]: type };
      return understood([record.event({ type: { type: event }, blocks: textBlocks(text), attributes })]);
    }
    case 'tool_use':
    case 'server_tool_use':
      return understood(callEvents(block, here, `call-${here.place}-${index + 1}`));
    case 'summary':
      return understood([summaryEvent(block, here)]);
    case 'manual_bash_invocation':
      return understood(shellEvents(block, here, `person-${here.place}-${index + 1}`));
    case 'redacted_thinking':
      return ignored(type, 'encrypted');
    case 'provider':
      talk.provider ??= asText(field(block, 'provider')) ?? providerOf(talk.model);
      return ignored(type, 'names who made the answer');
    default:
      return unknown(`content/${type}`);
  }
};

/** `{type: summary, summary: {type: message, summary} | {type: thread, thread}}`: what takes the place of the history. */
const summaryEvent = (block: unknown, { record }: Here): Event =>
  record.event({
    type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
    blocks: textBlocks(asString(at(block, 'summary', 'summary')) ?? asString(field(block, 'summary'))),
    attributes: { [ATTR.rawType]: 'summary' },
  });
