import { ATTR } from '../../domain/event-attributes.ts';
import { asText, at, field, type JsonObject } from '../../domain/json.ts';
import { textBlocks } from '../reading/build-event.ts';
import { type Parts, readParts } from '../gemini/parts.ts';
import { injectedKind, typedTexts } from '../gemini/injected.ts';
import { withForeign } from '../reading/foreign-content.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import type { RecordScope } from './record-scope.ts';
import type { Talk } from './talk.ts';

/** Subtypes of `user` records that a person typed: none, and what was typed while the agent worked (0.16 and later). */
const TYPED: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, 'typed'],
  ['mid_turn_user_message', 'queued'],
  ['realtime_message', 'typed'],
]);

/** Subtypes that the program puts in under the user's name. */
const PROGRAM: ReadonlySet<string> = new Set([
  'notification',
  'cron',
  'background_task_completed',
  'goal_state',
  'goal_runtime',
  'goal_turn_end',
  // between the session and other agents of the workspace (0.25): what the person writes to one is no task of this session
  'agent_mention',
  'agent_message',
]);

/** A `user` record: a prompt of a person, or what the agent put in under that name. */
export const mapUser = (record: JsonObject, talk: Talk, scope: RecordScope): MappedRecord => {
  const parts = readParts(at(record, 'message', 'parts'));
  return withForeign(mapSpoken(record, parts, { talk, scope }), parts.foreign);
};

interface Here {
  readonly talk: Talk;
  readonly scope: RecordScope;
}

const mapSpoken = (record: JsonObject, { texts, media }: Parts, { talk, scope }: Here): MappedRecord => {
  const subtype = asText(field(record, 'subtype'));
  const shown = asText(at(record, 'systemPayload', 'displayText'));
  const text = shown ?? typedTexts(texts.filter((one) => !isAdded(one))).join('\n');
  if (text.trim() === '' && media.length === 0) return ignored('user', 'holds nothing that a person typed');
  const source = field(record, 'provenance') === 'real_user' ? 'typed' : TYPED.get(subtype);
  const blocks = [...textBlocks(text), ...media];
  if (
    source === undefined ||
    field(record, 'externalInputKind') === 'notification' ||
    injectedKind(text) !== undefined
  ) {
    const attributes = { [ATTR.rawType]: typeName(subtype), [ATTR.source]: 'injected' };
    const events = [scope.event({ type: { type: 'SystemMessage' }, blocks, attributes })];
    const known = source !== undefined || PROGRAM.has(subtype ?? '');
    return known ? understood(events) : unknown(typeName(subtype), events);
  }
  if (scope.lane === undefined) talk.facts.firstPrompt ??= text.trim() === '' ? undefined : text.trim();
  const attributes = { [ATTR.rawType]: typeName(subtype), [ATTR.source]: source };
  return understood([scope.event({ type: { type: 'UserMessage' }, blocks, attributes })]);
};

const typeName = (subtype: string | undefined): string => (subtype === undefined ? 'user' : `user/${subtype}`);

/** Parts that hooks and the program add beside what was typed. */
const isAdded = (text: string): boolean => {
  const start = text.trimStart();
  return (
    start.startsWith('<qwen:user-prompt-submit-context>') || /^<system-reminder>[^]*<\/system-reminder>\s*$/.test(start)
  );
};
