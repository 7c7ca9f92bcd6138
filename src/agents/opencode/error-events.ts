import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asText, at, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import type { RecordScope } from './session-scope.ts';

/** How a message ended badly: `{name, data: {message, …}}` (1.x) or `{type, message}` (2.x). Headers of the answer are left. */
export const errorEvents = (error: unknown, record: RecordScope): readonly Event[] => {
  if (!isObject(error)) return [];
  const name = asText(field(error, 'name')) ?? asText(field(error, 'type')) ?? 'error';
  const message = asText(at(error, 'data', 'message')) ?? asText(field(error, 'message'));
  const reason = message === undefined ? name : `${name}: ${message}`;
  const attributes = { [ATTR.rawType]: 'error', [ATTR.reason]: reason };
  if (/abort|interrupt/i.test(name)) {
    return [record.event({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes })];
  }
  const notice = { ...attributes, [ATTR.source]: 'notice' };
  return [record.event({ type: { type: 'SystemMessage' }, blocks: textBlocks(reason), attributes: notice })];
};
