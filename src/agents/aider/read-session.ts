import { OpenSessionError } from '../../domain/errors.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { providerOf } from '../reading/provider-of.ts';
import { isAfter } from '../reading/time-order.ts';
import { type Chat, startChat } from './chat.ts';
import { createKeys } from './chat-header.ts';
import { entriesOf } from './entries.ts';
import { type InputTimes, openInputTimes } from './input-history.ts';
import { chatPlace } from './settings.ts';
import { sessionEvents } from './session-events.ts';
import { openSession } from './session-lines.ts';

/** Reads one session of a chat history: from its header to the next one. */
export function* readSession({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const session = openSession(source.path, source.key, logs);
  if (session === undefined && source.key !== undefined) {
    throw new OpenSessionError(
      'session_not_found',
      `expected session ${JSON.stringify(source.key)} in ${source.path}, found none`,
      { hint: 'opensession session list' },
    );
  }
  const { dir, inputs } = chatPlace(source.path, logs);
  const times = inputs === undefined ? NO_TIMES : openInputTimes(inputs, session?.started, logs);
  const start = session?.started ?? NO_TIME;
  const chat = startChat(start, { times, cwd: dir });
  if (session?.started !== undefined) tally.understood(); // its header
  const entries = entriesOf(session?.lines ?? []);
  const first = yield* sessionEvents(entries, { chat, tally, offset: session?.offset ?? 0 });
  const id = source.key ?? createKeys().next(session?.started);
  return headOf(chat, { id, path: source.path, created: session?.started ?? first ?? start });
}

const NO_TIMES: InputTimes = { timeOf: () => undefined };

const headOf = (chat: Chat, known: { id: string; path: string; created: string }): SessionHead => ({
  version: HAIL_VERSION,
  session_id: known.id,
  agent: {
    provider: providerOf(chat.model),
    model: chat.model ?? 'unknown',
    tool: 'aider',
    ...(chat.version === undefined ? {} : { tool_version: chat.version }),
  },
  context: {
    ...chat.titled,
    tags: ['aider'],
    created_at: known.created,
    updated_at: isAfter(chat.at, known.created) ? chat.at : known.created,
    ...(chat.cwd === undefined ? {} : { attributes: { cwd: chat.cwd } }),
  },
  sources: [known.path],
  ...(chat.cwd === undefined ? {} : { cwd: chat.cwd }),
});
