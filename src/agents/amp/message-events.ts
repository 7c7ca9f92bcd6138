import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asText, at, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { asTime, timeOfMillis } from '../reading/log-time.ts';
import { openRecord } from '../reading/record-events.ts';
import { broken, ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { blockEvents } from './block-events.ts';
import type { Conversation, Here } from './conversation.ts';
import { ledgerEvents, withUsage } from './tokens.ts';

/**
 * The events of one message, and what became of it and of each of its blocks. Times are sparse: `sentAt` of a prompt,
 * `timestamp` of an answer's usage, the end of a message's tools in the traces; else the last one stands.
 */
export const messageEvents = (message: unknown, talk: Conversation, index: number): readonly MappedRecord[] => {
  if (!isObject(message)) return [broken(talk.thread.messages.offsetOf(index))];
  const role = asText(field(message, 'role')) ?? '';
  talk.at = timeOf(message, talk) ?? talk.at;
  const place = index + 1;
  const here: Here = { talk, record: openRecord({ id: place, at: talk.at }), place };
  if (role === 'assistant') talk.asked = numberOf(message);
  if (role !== 'user' && role !== 'assistant' && role !== 'info') return [unknown(`message/${role}`)];
  const content = field(message, 'content');
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : asArray(content);
  const mapped = blockEvents(blocks, role, here);
  const made = mapped.flatMap(({ events }) => events);
  const counted = withUsage(made, field(message, 'usage'), here);
  const more = [...counted.extra, ...endEvents(message, here), ...ledgerEvents(numberOf(message), here)];
  if (made.length === 0 && more.length === 0) {
    return [ignored(`message/${role}`, 'holds nothing'), ...mapped.map(({ fate }) => ({ events: [], fate }))];
  }
  return [understood([...counted.events, ...more]), ...mapped.map(({ fate }) => ({ events: [], fate }))];
};

const numberOf = (message: unknown): number | undefined => {
  const number = field(message, 'messageId');
  return typeof number === 'number' ? number : undefined;
};

const timeOf = (message: unknown, talk: Conversation): string | undefined => {
  const own = timeOfMillis(at(message, 'meta', 'sentAt')) ?? asTime(at(message, 'usage', 'timestamp'));
  if (own !== undefined || field(message, 'role') !== 'user') return own;
  return talk.asked === undefined ? undefined : talk.thread.tools_done.get(talk.asked);
};

/** How an answer ended, where it did not end well: `state` of `{type: cancelled}` or `{type: error, error: {message}}`. */
const endEvents = (message: unknown, { record }: Here): readonly Event[] => {
  const state = field(message, 'state');
  const type = field(state, 'type');
  if (type === 'cancelled') {
    const attributes = { [ATTR.rawType]: 'state/cancelled', [ATTR.reason]: 'cancelled' };
    return [record.event({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes })];
  }
  const error = type === 'error' ? (asText(at(state, 'error', 'message')) ?? asText(field(state, 'error'))) : undefined;
  if (error === undefined) return [];
  const attributes = { [ATTR.rawType]: 'state/error', [ATTR.source]: 'notice' };
  return [record.event({ type: { type: 'SystemMessage' }, blocks: textBlocks(error), attributes })];
};
