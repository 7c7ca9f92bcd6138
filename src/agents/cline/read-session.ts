import { asText, asArray, field } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { readSdk } from './read-sdk.ts';
import { readTask } from './read-task.ts';

/** Reads a session (3.x, one object) or a task (two lists side by side, either of which may be named). */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const document = reading.logs.json(reading.source.path);
  if (!Array.isArray(document)) return yield* readSdk(reading, document);
  const isShown = asArray(document).some((one) => ['say', 'ask'].includes(asText(field(one, 'type')) ?? ''));
  return yield* readTask(reading, document, isShown ? 'ui' : 'api');
}
