import { asText, field } from '../../domain/json.ts';
import { mapAssistant } from './map-assistant.ts';
import { mapAttachment } from './map-attachment.ts';
import { mapQueueOperation } from './map-queue.ts';
import { mapProgress, mapSystem } from './map-system.ts';
import { mapUser } from './map-user.ts';
import { UNDERSTOOD, type At, type Fate } from './record.ts';
import { IGNORED_TYPES } from './record-kinds.ts';

/** Puts the events of one record into `at.out` and says what became of it. */
export const mapRecord = (at: At): Fate => {
  const type = asText(field(at.record, 'type')) ?? '(no type)';
  const map = MAPPERS.get(type);
  if (map !== undefined) return map(at);
  const reason = IGNORED_TYPES.get(type);
  return { type, ...(reason === undefined ? {} : { reason }) };
};

const mapSummary = (at: At): Fate => {
  const text = asText(field(at.record, 'summary'));
  const leaf = asText(field(at.record, 'leafUuid'));
  if (text === undefined || leaf === undefined) return { type: 'summary', reason: 'without a text or its record' };
  at.state.facts.titles.summary(text, leaf);
  return UNDERSTOOD;
};

const mapTitle = (kind: 'ai-title' | 'custom-title', key: string): ((at: At) => Fate) => {
  return (at) => {
    const text = asText(field(at.record, key));
    if (text === undefined) return { type: kind, reason: 'empty' };
    at.state.facts.titles.note(kind, text);
    return UNDERSTOOD;
  };
};

const MAPPERS: ReadonlyMap<string, (at: At) => Fate> = new Map([
  ['user', mapUser],
  ['assistant', mapAssistant],
  ['system', mapSystem],
  ['attachment', mapAttachment],
  ['progress', mapProgress],
  ['queue-operation', mapQueueOperation],
  ['summary', mapSummary],
  ['ai-title', mapTitle('ai-title', 'aiTitle')],
  ['custom-title', mapTitle('custom-title', 'customTitle')],
]);
