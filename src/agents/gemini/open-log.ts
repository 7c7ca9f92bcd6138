import type { Tally } from '../../domain/coverage.ts';
import { asText, field, isObject } from '../../domain/json.ts';
import type { LogDocument, LogList, LogReader } from '../log-reader.ts';
import { isDocument } from '../reading/is-document.ts';
import { createSeenIds } from '../reading/seen-ids.ts';
import type { MayRepeat } from './conversation.ts';
import { mayRepeatIn } from './repeats.ts';
import { type Metadata, planReplay } from './replay-plan.ts';
import { type Message, replay } from './replay.ts';

interface Opened {
  readonly logs: LogReader;
  readonly tally: Tally;
  /** Index of the file in the session's sources. */
  readonly source: number;
}

interface Log {
  readonly metadata: Metadata;
  readonly messages: Iterable<Message>;
  /** Of messages that come from lists of all messages: they may repeat others under new ids. */
  readonly mayRepeat: MayRepeat;
}

/** Opens a replay log, or a whole document (`.json`, until 0.38). @throws what the reader throws */
export const openLog = (path: string, opened: Opened): Log => {
  if (isDocument(path)) return openDocument(opened.logs.document(path, [['messages']]), opened.tally);
  const plan = planReplay(path, opened.logs);
  return { metadata: plan.metadata, messages: replay(path, plan, opened), mayRepeat: mayRepeatIn(plan) };
};

const openDocument = ({ rest, lists: [messages] }: LogDocument, tally: Tally): Log => {
  const text = (name: string): string | undefined => asText(field(rest, name));
  const metadata = {
    session_id: text('sessionId'),
    started_at: text('startTime'),
    updated_at: text('lastUpdated'),
    summary: text('summary'),
  };
  return { metadata, messages: documentMessages(messages, tally), mayRepeat: () => false };
};

/** Messages whose ids are remembered. */
const REMEMBERED = 1_000_000;

function* documentMessages(messages: LogList | undefined, tally: Tally): Generator<Message> {
  if (messages === undefined) return tally.broken(0);
  const seen = createSeenIds(REMEMBERED);
  let place = 0;
  for (const record of messages) {
    place++;
    if (!isObject(record)) {
      tally.broken(messages.offsetOf(place - 1));
      continue;
    }
    const named = asText(field(record, 'id'));
    const id = named === undefined || seen.has(named) ? `message-${place}` : named;
    seen.add(id);
    yield { id, record, own: true };
  }
}
