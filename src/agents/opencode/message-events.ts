import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asString, asText, at, field, isObject } from '../../domain/json.ts';
import type { Block, Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { errorEvents } from './error-events.ts';
import { BROKEN, ignored, type RecordFate, UNDERSTOOD, unknown } from '../reading/record-fate.ts';
import type { Mapped } from './mapped.ts';
import { withoutRunQuotes } from './run-quotes.ts';
import { openRecord, type RecordScope, type SessionScope } from './session-scope.ts';
import type { Stored } from './store.ts';
import { withTokens } from './tokens.ts';
import { toolEvents } from './tool-events.ts';
import { toolUseOfPart } from './tool-use.ts';

/** A message of 1.x and earlier with its parts. Fates: the message's, then one for each part. */
export const messageEvents = (message: Stored, parts: readonly Stored[], scope: SessionScope): Mapped => {
  const record = openRecord(scope, message.id, at(message.data, 'time', 'created') ?? message.created);
  const role = asText(field(message.data, 'role'));
  if (message.data === undefined)
    return { events: [], fates: [BROKEN.fate, ...parts.map(() => ignored('part', 'of a broken message').fate)] };
  if (role === 'user') return userEvents(parts, record, scope);
  if (role === 'assistant') return assistantEvents(message, parts, { record, scope });
  return {
    events: [],
    fates: [unknown(`message/${role ?? ''}`).fate, ...parts.map(() => ignored('part', 'of an unknown message').fate)],
  };
};

/** A person's message: its text parts but those that the agent put in, and what was attached, in one event. */
const userEvents = (parts: readonly Stored[], record: RecordScope, scope: SessionScope): Mapped => {
  const texts: string[] = [];
  const media: Block[] = [];
  const events: Event[] = [];
  const fates = parts.map((part): RecordFate => {
    if (part.data === undefined) return BROKEN.fate;
    const type = asText(field(part.data, 'type')) ?? '';
    if (type === 'text') {
      if (isPutIn(part)) return ignored('part/text', 'put in by the agent').fate;
      texts.push(asString(field(part.data, 'text')) ?? '');
    } else if (type === 'file') media.push(fileBlock(part.data));
    else if (type === 'subtask') texts.push(asText(field(part.data, 'prompt')) ?? '');
    else if (type === 'compaction') {
      const attributes = {
        [ATTR.rawType]: 'compaction',
        [ATTR.reason]: field(part.data, 'auto') === true ? 'auto' : 'manual',
      };
      events.push(record.event({ type: { type: 'Custom', data: { kind: CUSTOM.compaction } }, attributes }));
    } else return markFate(type);
    return UNDERSTOOD;
  });
  const text = texts.map((one) => withoutRunQuotes(one, scope.info.headless)).join('\n');
  if (text.trim() !== '' || media.length > 0) {
    const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
    events.push(record.event({ type: { type: 'UserMessage' }, blocks: [...textBlocks(text), ...media], attributes }));
  }
  return { events, fates: [UNDERSTOOD, ...fates] };
};

/** Text that the agent wrote into a message of a person, or keeps from the model. */
const isPutIn = (part: Stored): boolean =>
  field(part.data, 'synthetic') === true || field(part.data, 'ignored') === true;

/** Only what it is: contents (`data:` URLs) stay in the store. */
export const fileBlock = (file: unknown): Block => {
  const url = asText(field(file, 'url')) ?? asText(field(file, 'uri')) ?? '';
  const name = asText(field(file, 'filename')) ?? asText(field(file, 'name'));
  const mime = asText(field(file, 'mime')) ?? 'application/octet-stream';
  const uri = url.startsWith('data:') ? '' : url;
  if (mime.startsWith('image/')) return { type: 'Image', url: uri, mime, ...(name === undefined ? {} : { alt: name }) };
  return { type: 'Reference', uri: uri === '' ? (name ?? '') : uri, media_type: mime };
};

/** Parts that mark a place in the work and hold nothing of their own. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ['step-start', 'marks a step'],
  ['step-finish', 'marks a step; its tokens stand at the message'],
  ['snapshot', 'id of a snapshot of the working tree'],
  ['patch', 'names files that changed in a step, as the tool calls do'],
  ['agent', 'names an agent in a prompt'],
  ['retry', 'a request that was sent again'],
]);

const markFate = (type: string): RecordFate => {
  const reason = MARKS.get(type);
  return (reason === undefined ? unknown(`part/${type}`) : ignored(`part/${type}`, reason)).fate;
};

interface Here {
  readonly record: RecordScope;
  readonly scope: SessionScope;
}

const assistantEvents = (message: Stored, parts: readonly Stored[], here: Here): Mapped => {
  const { scope, record } = here;
  const model = asText(field(message.data, 'modelID'));
  scope.model ??= model;
  scope.provider ??= asText(field(message.data, 'providerID'));
  const isSummary = field(message.data, 'summary') === true;
  const events: Event[] = [];
  const fates = parts.map((part): RecordFate => {
    if (part.data === undefined) return BROKEN.fate;
    const made = partEvents(part, { ...here, model, isSummary });
    if (made === undefined) return markFate(asText(field(part.data, 'type')) ?? '');
    events.push(...made);
    return made.length > 0 ? UNDERSTOOD : ignored('part/text', 'empty, or put in by the agent').fate;
  });
  events.push(...errorEvents(field(message.data, 'error'), record));
  return { events: withTokens(events, field(message.data, 'tokens'), record), fates: [UNDERSTOOD, ...fates] };
};

/** Undefined for a part that makes no event. */
const partEvents = (
  part: Stored,
  here: Here & { model: string | undefined; isSummary: boolean },
): readonly Event[] | undefined => {
  const { record, scope, model } = here;
  const text = asString(field(part.data, 'text')) ?? '';
  const when = at(part.data, 'time', 'start') ?? part.created;
  switch (field(part.data, 'type')) {
    case 'text': {
      if (isPutIn(part) || text.trim() === '') return [];
      const type = here.isSummary ? ({ type: 'SystemMessage' } as const) : ({ type: 'AgentMessage' } as const);
      const source = here.isSummary ? 'injected' : undefined;
      const attributes = { [ATTR.rawType]: 'text', [ATTR.model]: model, [ATTR.source]: source };
      return [record.event({ type, blocks: textBlocks(text), attributes }, when)];
    }
    case 'reasoning':
      if (text.trim() === '') return [];
      return [
        record.event(
          { type: { type: 'Thinking' }, blocks: textBlocks(text), attributes: { [ATTR.rawType]: 'reasoning' } },
          when,
        ),
      ];
    case 'tool':
      return isObject(field(part.data, 'state')) ? toolEvents(toolUseOfPart(part), record, scope) : undefined;
    case 'file':
      return [
        record.event(
          { type: { type: 'AgentMessage' }, blocks: [fileBlock(part.data)], attributes: { [ATTR.rawType]: 'file' } },
          when,
        ),
      ];
    default:
      return undefined;
  }
};
