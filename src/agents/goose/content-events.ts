import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asString, asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { actionEvents } from './asking.ts';
import type { Here } from './conversation.ts';
import { callEvents, resultEvents } from './tool-events.ts';

/** One content of a message that is neither the text nor an image of a prompt. Names are those of `MessageContent`. */
export const contentEvents = (content: unknown, here: Here, place: number): MappedRecord => {
  const type = asText(field(content, 'type')) ?? '';
  switch (type) {
    case 'text':
      return saying(content, here);
    case 'thinking':
    case 'reasoning':
      return thinking(content, here, type);
    case 'toolRequest':
    case 'frontendToolRequest':
      return understood(callEvents(content, here, place));
    case 'toolResponse':
      return understood(resultEvents(content, here));
    case 'actionRequired':
      return actionEvents(content, here);
    case 'systemNotification':
      return notice(content, here);
    default:
      return rareContent(content, here, type);
  }
};

const rareContent = (content: unknown, here: Here, type: string): MappedRecord => {
  const text = asText(field(content, 'msg')) ?? asText(field(content, 'message')) ?? asText(field(content, 'text'));
  switch (type) {
    case 'conversationCompacted': // 1.9 to 1.13; before them the two below
    case 'summarizationRequested':
    case 'contextLengthExceeded':
      return understood([compaction(text, here, type)]);
    case 'error':
      return understood([failure(text ?? '', here)]);
    case 'image':
      return understood([picture(content, here)]);
    case 'toolConfirmationRequest':
      return ignored(type, 'asks for leave to make a call');
    case 'redactedThinking':
      return ignored(type, 'encrypted');
    default:
      return unknown(`content/${type}`);
  }
};

const saying = (content: unknown, { talk, record }: Here): MappedRecord => {
  const text = asString(field(content, 'text')) ?? '';
  if (text.trim() === '') return ignored('text', 'empty');
  talk.answer = text;
  const attributes = { [ATTR.rawType]: 'text', [ATTR.model]: talk.model };
  return understood([record.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes })]);
};

const thinking = (content: unknown, { record }: Here, type: string): MappedRecord => {
  const text = asString(field(content, 'thinking')) ?? asString(field(content, 'text')) ?? '';
  if (text.trim() === '') return ignored(type, 'empty');
  const attributes = { [ATTR.rawType]: type };
  return understood([record.event({ type: { type: 'Thinking' }, blocks: textBlocks(text), attributes })]);
};

/** `thinkingMessage` and `inlineMessage` tell the person what goes on; `creditsExhausted` ends the work. */
const notice = (content: unknown, here: Here): MappedRecord => {
  const kind = asText(field(content, 'notificationType')) ?? '';
  if (kind === 'creditsExhausted') return understood([failure(asText(field(content, 'msg')) ?? kind, here)]);
  return ignored(`systemNotification/${kind}`, 'a notice of the program to its user');
};

const failure = (text: string, { record }: Here): Event =>
  record.event({
    type: { type: 'SystemMessage' },
    blocks: textBlocks(text),
    attributes: { [ATTR.rawType]: 'error', [ATTR.source]: 'notice' },
  });

export const compaction = (text: string | undefined, { record }: Here, type: string): Event =>
  record.event({
    type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
    blocks: textBlocks(text),
    attributes: { [ATTR.rawType]: type },
  });

const picture = (content: unknown, { record }: Here): Event =>
  record.event({
    type: { type: 'AgentMessage' },
    blocks: [{ type: 'Image', url: '', mime: asText(field(content, 'mimeType')) ?? 'image/png' }],
    attributes: { [ATTR.rawType]: 'image' },
  });
