import { asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogList } from '../log-reader.ts';
import { readSdk } from './read-sdk.ts';
import { readTask } from './read-task.ts';

/** Reads a session (3.x, one object) or a task (two lists side by side, either of which may be named). */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const document = reading.logs.document(reading.source.path, [[], ['messages']]);
  const [task, messages] = document.lists;
  if (task === undefined) return yield* readSdk(reading, { rest: document.rest, messages });
  return yield* readTask(reading, task, isShown(task) ? 'ui' : 'api');
}

const isShown = (messages: LogList): boolean => {
  for (const one of messages) if (['say', 'ask'].includes(asText(field(one, 'type')) ?? '')) return true;
  return false;
};
