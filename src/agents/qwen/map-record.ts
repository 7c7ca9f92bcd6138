import { asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { Event, EventType, Origin } from '../../domain/session.ts';
import { ignored, type MappedRecord, unknown } from '../reading/record-fate.ts';
import { mapAssistant } from './map-assistant.ts';
import { mapResult } from './map-result.ts';
import { mapSystem } from './map-system.ts';
import { mapUser } from './map-user.ts';
import { noteSession, openRecord } from './record.ts';
import type { RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';

export interface Line {
  readonly record: JsonObject;
  readonly origin: Origin;
  /** A rewind took it back. */
  readonly dead: boolean;
}

/** The events of one record. A turn's calls wait in `talk.batch` until they have their results. */
export const mapRecord = ({ record, origin, dead }: Line, talk: Talk): MappedRecord => {
  noteSession(record, talk, dead);
  const { firstPrompt, title } = talk.facts;
  const mapped = byType(record, talk, openRecord(record, talk, origin));
  talk.held = talk.batch.length === 0 ? 0 : talk.held + origin.length;
  if (!dead) return mapped;
  Object.assign(talk.facts, { firstPrompt, title });
  return withoutWords(mapped);
};

const byType = (record: JsonObject, talk: Talk, scope: RecordScope): MappedRecord => {
  const type = asText(field(record, 'type')) ?? '';
  switch (type) {
    case 'user':
      return mapUser(record, talk, scope);
    case 'assistant':
      return mapAssistant(record, talk, scope);
    case 'tool_result':
      return mapResult(record, talk, scope);
    case 'system':
      return mapSystem(record, talk, scope);
    default:
      return isObject(field(record, 'message')) ? unknown(`message/${type}`) : unknown(type);
  }
};

/** Results stand behind the answer, or behind its last piece; what comes between says nothing that must come after them. */
export const mayWait = (record: unknown, talk: Talk): boolean => {
  const type = field(record, 'type');
  if (type === 'assistant') return talk.answer !== undefined && field(record, 'uuid') === talk.answer;
  return type === 'tool_result' || (type === 'system' && !BREAKS.has(asText(field(record, 'subtype')) ?? ''));
};

const BREAKS: ReadonlySet<string> = new Set(['chat_compression', 'rewind', 'turn_result', 'at_command']);

/** What a rewind took back was said, and what the tools did to files stays: the agent does not undo it. */
const withoutWords = ({ events, fate }: MappedRecord): MappedRecord => {
  const left = events.filter((event) => !WORDS.has(event.event_type.type));
  if (events.length > 0 && left.length === 0) return ignored('record/rewound', 'taken back by a rewind');
  return { events: left, fate };
};

const WORDS: ReadonlySet<EventType['type']> = new Set(['UserMessage', 'AgentMessage', 'SystemMessage', 'Thinking']);

/** Events of calls that a rewind took back: plans and questions are words too. */
export const isWords = (event: Event): boolean =>
  WORDS.has(event.event_type.type) || event.event_type.type === 'Custom';
