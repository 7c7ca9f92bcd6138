import { asText, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { baseName, parentPath } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { parseJson } from '../reading/parse-json.ts';
import { createSeenIds } from '../reading/seen-ids.ts';
import { type Blob, blobs, chatDirectory, chatMeta, chatSidecar } from './chat-store.ts';
import { BROKEN, ignored, type MappedRecord, tell } from '../reading/record-fate.ts';
import { headOf } from './head-of.ts';
import { messageEvents, type MessageContext } from './message-events.ts';
import { startScope } from './session-scope.ts';
import { timeOf } from './times.ts';

const REMEMBERED = 65_536;

/** Reads a session of the CLI: its messages in the order in which they were stored. */
export function* readChat({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const store = { path: source.path, logs };
  const meta = chatMeta(store);
  const sidecar = chatSidecar(store);
  const created = timeOf(field(meta, 'createdAt')) ?? timeOf(field(sidecar, 'createdAtMs'));
  const scope = startScope(created ?? NO_TIME, { cwd: chatDirectory(meta, sidecar) });
  const context = { scope, calls: createSeenIds(REMEMBERED) };
  if (Object.keys(meta).length > 0) tally.understood();
  for (const blob of blobs(store)) {
    const { events, fate } = blobEvents(blob, context);
    tell(fate, tally);
    yield* events;
  }
  return headOf({
    id: asText(field(meta, 'agentId')) ?? baseName(parentPath(source.path)),
    path: source.path,
    store: 'cli',
    title: asText(field(sidecar, 'title')) ?? asText(field(meta, 'name')),
    model: asText(field(meta, 'lastUsedModel')) ?? scope.model,
    cwd: scope.cwd,
    created: created ?? scope.at,
    updated: timeOf(field(sidecar, 'updatedAtMs')) ?? scope.at,
  });
}

const blobEvents = (blob: Blob, context: MessageContext): MappedRecord => {
  if (blob.isTooLong) return BROKEN;
  if (blob.text === undefined)
    return ignored('blob/other', 'ties messages and turns together (protobuf), or holds the text of a file');
  const value = parseJson(blob.text);
  // a file's text may begin with a bracket, a message begins with its role or id
  if (!isObject(value))
    return /^\{"(?:role|id)":/.test(blob.text) ? BROKEN : ignored('blob/text', 'text of a file or result');
  if (field(value, 'role') === undefined) return ignored('blob/json', 'JSON that is no message: a file or a result');
  return messageEvents(value, blob.id, context);
};
