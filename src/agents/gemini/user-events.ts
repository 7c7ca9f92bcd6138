import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { resultEvents } from './call-events.ts';
import type { Conversation, MessageScope } from './conversation.ts';
import { injectedKind, workspaceIn } from './injected.ts';
import { ignored, type MappedRecord, understood } from '../reading/record-fate.ts';
import { withForeign } from '../reading/foreign-content.ts';
import { type FunctionResponse, type Parts, readParts } from './parts.ts';
import type { Message } from './replay.ts';
import { isRepeat } from './repeats.ts';
import { promptIn } from './said-text.ts';
import { fromFunctionCall } from './tool-call.ts';

/**
 * The events of a `user` record: a prompt of a person, what the agent put in under that name, or the results of tools.
 * `displayContent` (0.2x and later) is the prompt as typed, where the agent added to it.
 */
export const userEvents = (message: Message, talk: Conversation, scope: MessageScope): MappedRecord => {
  const content = readParts(field(message.record, 'content'));
  const shown = readParts(field(message.record, 'displayContent'));
  const events = content.responses.flatMap((response) => responseEvents(response, talk, scope));
  const text = promptIn(content, shown);
  // a picture beside a result is the tool's
  const media = content.responses.length > 0 ? [] : content.media;
  if ((text.trim() !== '' || media.length > 0) && !isRepeat(talk, { by: 'user', text, own: message.own })) {
    events.push(spokenEvent(text, { media, talk, scope }));
  }
  return withForeign(fateOf(events, content), content.foreign);
};

const fateOf = (events: readonly Event[], { responses }: Parts): MappedRecord => {
  if (events.length > 0) return understood(events);
  if (responses.length > 0) return ignored('user/functionResponse', "repeats the tool call's result");
  return ignored('user', 'repeats an earlier record, or holds nothing');
};

interface Spoken {
  readonly media: ReturnType<typeof readParts>['media'];
  readonly talk: Conversation;
  readonly scope: MessageScope;
}

const spokenEvent = (text: string, { media, talk, scope }: Spoken): Event => {
  const injected = injectedKind(text);
  if (injected === 'compaction') {
    const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'injected' };
    return scope.event({
      type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
      blocks: textBlocks(text),
      attributes,
    });
  }
  if (injected === 'context') {
    talk.cwd ??= workspaceIn(text);
    const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'injected' };
    return scope.event({ type: { type: 'SystemMessage' }, blocks: textBlocks(text), attributes });
  }
  talk.title ??= text.trim() === '' ? undefined : text.trim();
  const attributes = { [ATTR.rawType]: 'user', [ATTR.source]: 'typed' };
  return scope.event({ type: { type: 'UserMessage' }, blocks: [...textBlocks(text), ...media], attributes });
};

/** A result whose call's own record does not hold it: the call was written without one, or only its parts are left. */
const responseEvents = (response: FunctionResponse, talk: Conversation, scope: MessageScope): readonly Event[] => {
  const id = response.id;
  if (id !== undefined && talk.results.get(id) === true) return [];
  if (id !== undefined) talk.results.set(id, true);
  const call = fromFunctionCall({ id, name: response.name, args: undefined }, `${response.name}-result`);
  return resultEvents({ ...call, response }, scope);
};
