import { asText, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogDocument, LogList } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { baseName } from '../reading/join-path.ts';
import { readSdk } from './read-sdk.ts';
import { readTask } from './read-task.ts';
import { API, UI } from './task-files.ts';

/** Reads a session (3.x, one object) or a task (two lists side by side, either of which may be named). */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const { source, logs } = reading;
  const name = baseName(source.path);
  const open = (): LogDocument => logs.document(source.path, [[], ['messages']]);
  // one of a task's lists that a crash left torn does not take the other with it
  const document = name === API || name === UI ? ifReadable(open) : open();
  if (document === undefined) return yield* readTask(reading, undefined, name === UI ? 'ui' : 'api');
  const [task, messages] = document.lists;
  if (task === undefined) return yield* readSdk(reading, { rest: document.rest, messages });
  return yield* readTask(reading, task, isShown(task) ? 'ui' : 'api');
}

const isShown = (messages: LogList): boolean => {
  for (const one of messages) if (['say', 'ask'].includes(asText(field(one, 'type')) ?? '')) return true;
  return false;
};
