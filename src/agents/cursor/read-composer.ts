import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { asArray, asText, at, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { textBlocks } from '../reading/build-event.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { joinPath } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { acceptedBlocks } from './accepted-edits.ts';
import { bubbleEvents } from './bubble-events.ts';
import { composerDocument, composerRows, contentText, type StateStore } from './composer-store.ts';
import { type Conversation, listedConversations, openConversation } from './conversation.ts';
import { tell } from '../reading/record-fate.ts';
import { headOf } from './head-of.ts';
import { openRecord, type SessionScope, startScope } from './session-scope.ts';
import { laneOf, taskEnd, taskStart } from './sub-agents.ts';
import { timeOf } from './times.ts';
import type { ToolUse } from './tool-use.ts';
import { uriPath } from './uri-path.ts';
import { folderOf, foldersOfComposers } from './workspaces.ts';

interface Reader extends Pick<Reading, 'tally'> {
  readonly store: StateStore;
  readonly strands: Strand[];
  /** Conversations that were read: a sub-agent's may be named twice. */
  readonly read: Set<string>;
}

/** Reads one conversation of the IDE, with those of its sub-agents put between. */
export function* readComposer({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const store = { path: source.path, logs };
  const id = source.key ?? source.known?.session_id ?? firstId(store);
  const conversation = openConversation(store, id);
  if (conversation === undefined) {
    throw new OpenSessionError(
      'session_not_found',
      `expected conversation ${JSON.stringify(id)} in ${source.path}, found none`,
    );
  }
  const { doc } = conversation;
  const cwd = source.known?.cwd ?? cwdOf(conversation, store);
  const created = timeOf(field(doc, 'createdAt')) ?? timeOf(field(doc, 'lastSendTime'));
  const scope = startScope(created ?? NO_TIME, { cwd });
  const model = asText(at(doc, 'modelConfig', 'modelName'));
  const reader = { store, tally, strands: [], read: new Set([id]) };
  const last = yield* interleave(conversationEvents(conversation, scope, reader), reader.strands);
  return headOf({
    id,
    path: source.path,
    store: 'ide',
    title: asText(field(doc, 'name')) ?? asText(field(doc, 'chatTitle')),
    model: scope.model ?? (model === 'default' ? undefined : model),
    cwd: scope.cwd,
    branch: asText(field(doc, 'createdOnBranch')),
    created: created ?? last,
    updated: timeOf(field(doc, 'lastUpdatedAt')) ?? last,
    parent: parentOf(doc, store),
  });
}

/** That it is a part of, where that is still there. */
const parentOf = (doc: unknown, store: StateStore): string | undefined => {
  const parent = asText(at(doc, 'subagentInfo', 'parentComposerId'));
  return parent !== undefined && isObject(composerDocument(store, parent)) ? parent : undefined;
};

const firstId = (store: StateStore): string =>
  composerRows(store).find(({ messages }) => messages > 0)?.id ?? listedConversations(store)[0]?.id ?? '';

/** What the conversation says itself, else the workspace that lists it. */
const cwdOf = ({ id, doc }: Conversation, { path, logs }: StateStore): string | undefined => {
  const own =
    asText(at(doc, 'workspaceIdentifier', 'uri', 'fsPath')) ??
    asText(at(doc, 'workspaceIdentifier', 'uri', 'external'));
  return own === undefined
    ? (folderOf(path, logs) ?? foldersOfComposers(joinPath(path, '..', '..'), logs).get(id))
    : uriPath(own);
};

/** The events of one conversation in order; returns the time of the last. */
function* conversationEvents(
  conversation: Conversation,
  scope: SessionScope,
  reader: Reader,
): Generator<Event, string> {
  const { doc } = conversation;
  reader.tally.understood(); // its document
  const summary = field(doc, 'latestConversationSummary');
  const handed: ToolUse[] = [];
  const context = {
    scope,
    content: (id: unknown) => contentText(reader.store, id),
    accepted: acceptedBlocks(doc),
    delegate: (use: ToolUse) => void handed.push(use),
  };
  for (const bubble of conversation.bubbles()) {
    if (bubble.data !== 'empty') scope.cwd ??= workspaceOf(bubble.data);
    const { events, fate } = bubbleEvents(bubble, context);
    tell(fate, reader.tally);
    for (const event of events) {
      yield event;
      // behind the call, so that the lane begins where it was handed over
      for (const use of event.event_type.type === 'ToolCall' ? handed.splice(0) : []) delegate(use, scope, reader);
    }
    if (asText(field(summary, 'lastBubbleId')) === bubble.id) yield compactionEvent(summary, scope);
  }
  if (field(doc, 'status') === 'aborted') yield abortedEvent(scope);
  return scope.at;
}

/** `workspaceUris` of a prompt (1.x and later). */
const workspaceOf = (data: unknown): string | undefined => {
  const [first] = asArray(field(data, 'workspaceUris'));
  const uri = asText(first);
  return uri === undefined ? undefined : uriPath(uri);
};

/** Puts the lane of a sub-agent behind the call that started it; its own conversation lies under an id made of the call's. */
const delegate = (use: ToolUse, scope: SessionScope, reader: Reader): void => {
  const lane = laneOf(use, scope);
  const child = [
    asText(field(use.payload, 'subagentComposerId')),
    asText(field(use.payload, 'agentId')),
    `task-${use.call_id}`,
  ]
    .filter((id) => id !== undefined && !reader.read.has(id))
    .flatMap((id) => (id === undefined ? [] : (openChild(reader, id) ?? [])))[0];
  if (child !== undefined) reader.read.add(child.id);
  reader.strands.push({ from: scope.at, open: () => laneEvents(use, { lane, child, reader }) });
};

/** One that cannot be read costs itself, as a broken record. */
const openChild = ({ store, tally }: Reader, id: string): Conversation | undefined => {
  try {
    return openConversation(store, id);
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    tally.broken(0);
    return undefined;
  }
};

interface Lane {
  readonly lane: SessionScope;
  readonly child: Conversation | undefined;
  readonly reader: Reader;
}

function* laneEvents(use: ToolUse, { lane, child, reader }: Lane): Generator<Event> {
  yield taskStart(use, lane);
  if (child !== undefined) yield* conversationEvents(child, lane, reader);
  if (use.state === 'done') yield taskEnd(use, lane, undefined);
}

const compactionEvent = (summary: unknown, scope: SessionScope): Event =>
  openRecord(scope, 'summary', { at: undefined }).event({
    type: { type: 'Custom', data: { kind: CUSTOM.compaction } },
    blocks: textBlocks(asText(at(summary, 'summary', 'summary')) ?? asText(field(summary, 'summary'))),
    attributes: { [ATTR.rawType]: 'latestConversationSummary' },
  });

const abortedEvent = (scope: SessionScope): Event =>
  openRecord(scope, 'status', { at: undefined }).event({
    type: { type: 'Custom', data: { kind: CUSTOM.turnAborted } },
    attributes: { [ATTR.rawType]: 'status', [ATTR.reason]: 'aborted' },
  });
