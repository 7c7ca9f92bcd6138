import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asArray, asCount, asString, asText, at, field, type JsonObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { asTime } from '../reading/log-time.ts';
import { type Conversation, type MessageScope, openMessage } from './conversation.ts';
import { ignored, type MappedRecord, understood, unknown } from '../reading/record-fate.ts';
import { withForeign } from '../reading/foreign-content.ts';
import { isSummaryEcho } from './injected.ts';
import { readParts } from './parts.ts';
import type { Message } from './replay.ts';
import { isRepeat } from './repeats.ts';
import { answerIn, answerParts } from './said-text.ts';
import { fromFunctionCall, readToolCall, type ToolCall } from './tool-call.ts';
import { type Delegations, toolEvents } from './tool-events.ts';
import { userEvents } from './user-events.ts';

/** The events of one message, in the order in which the agent thought, spoke and acted. */
export const messageEvents = (message: Message, talk: Conversation, delegations: Delegations): MappedRecord => {
  const { id, record } = message;
  const scope = openMessage(talk, { id, at: field(record, 'timestamp'), origin: message.origin });
  const type = asString(field(record, 'type')) ?? '';
  switch (type) {
    case 'user':
      return userEvents(message, talk, scope);
    case 'gemini':
    case 'model': // so named where other tools wrote the file
      return geminiEvents(message, { talk, scope, delegations });
    case 'info':
    case 'warning':
    case 'error':
      return noticeEvents(record, type, scope);
    default:
      return unknown(`message/${type}`);
  }
};

interface Here {
  readonly talk: Conversation;
  readonly scope: MessageScope;
  readonly delegations: Delegations;
}

const geminiEvents = ({ id, record, own }: Message, here: Here): MappedRecord => {
  const { talk, scope } = here;
  const parts = answerParts(record);
  const text = answerIn(parts);
  talk.model ??= asText(field(record, 'model'));
  if (isSummaryEcho(text)) return ignored('gemini', 'the fixed answer to a summary of earlier history');
  const events = thoughtEvents(record, parts.thoughts, scope);
  if (text.trim() !== '' && !isRepeat(talk, { by: 'gemini', text, own })) {
    const attributes = { [ATTR.rawType]: 'gemini', [ATTR.model]: asText(field(record, 'model')) };
    events.push(scope.event({ type: { type: 'AgentMessage' }, blocks: textBlocks(text), attributes }));
  }
  for (const call of callsOf(id, record, here.talk)) events.push(...toolEvents(call, here));
  const counted = withTokens(events, record, scope);
  const mapped =
    counted.length === 0 ? ignored('gemini', 'repeats an earlier record, or holds nothing') : understood(counted);
  return withForeign(mapped, parts.foreign);
};

const thoughtEvents = (record: JsonObject, spoken: readonly string[], scope: MessageScope): Event[] => {
  const noted = asArray(field(record, 'thoughts')).map((thought) => {
    const subject = asText(field(thought, 'subject'));
    const body = asText(field(thought, 'description'));
    const text = [...(subject === undefined ? [] : [`**${subject}**`]), ...(body === undefined ? [] : [body])].join(
      '\n',
    );
    return { text, at: asTime(field(thought, 'timestamp')) };
  });
  return [...noted, ...spoken.map((text) => ({ text, at: undefined }))]
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, at: when }) =>
      scope.event({
        type: { type: 'Thinking' },
        at: when,
        blocks: textBlocks(text),
        attributes: { [ATTR.rawType]: 'thoughts' },
      }),
    );
};

/** The agent's records of its calls; in a history that was written again only the model's own parts are left. */
const callsOf = (id: string, record: JsonObject, talk: Conversation): readonly ToolCall[] => {
  const recorded = asArray(field(record, 'toolCalls')).map((call, index) => readToolCall(call, `${id}-call-${index}`));
  const known = new Set(recorded.map((call) => call.id));
  const spoken = readParts(field(record, 'content'))
    .calls.map((call, index) => fromFunctionCall(call, `${id}-call-${index}`))
    .filter((call) => !known.has(call.id));
  return [...recorded, ...spoken].filter((call) => {
    if (talk.calls.get(call.id) === true) return false;
    talk.calls.set(call.id, true);
    return true;
  });
};

/**
 * Tokens are counted once per message, on its first event. `input` includes what came from the cache; `output` does not
 * include thoughts, which are paid as output.
 */
const withTokens = (events: Event[], record: JsonObject, scope: MessageScope): Event[] => {
  const count = (name: string): number => asCount(at(record, 'tokens', name)) ?? 0;
  const cached = count('cached');
  const tokens = {
    [ATTR.inputTokens]: Math.max(0, count('input') - cached) + count('tool'),
    [ATTR.outputTokens]: count('output') + count('thoughts'),
    [ATTR.cacheReadTokens]: cached,
  };
  if (Object.values(tokens).every((one) => one === 0)) return events;
  const [first, ...rest] = events;
  if (first !== undefined) return [{ ...first, attributes: { ...first.attributes, ...tokens } }, ...rest];
  return [
    scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.tokenCount } },
      attributes: { [ATTR.rawType]: 'gemini', ...tokens },
    }),
  ];
};

/** `info`, `warning`, `error`: what the program told its user. Only a cancelled request and errors speak of the work. */
const noticeEvents = (record: JsonObject, type: string, scope: MessageScope): MappedRecord => {
  const text = readParts(field(record, 'content')).texts.join('\n').trim();
  if (text === 'Request cancelled.') {
    const attributes = { [ATTR.rawType]: type, [ATTR.reason]: text };
    return understood([scope.event({ type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } }, attributes })]);
  }
  if (type !== 'error' || text === '') return ignored(type, 'a notice of the program to its user');
  const attributes = { [ATTR.rawType]: type, [ATTR.source]: 'notice' };
  return understood([scope.event({ type: { type: 'SystemMessage' }, blocks: textBlocks(text), attributes })]);
};
