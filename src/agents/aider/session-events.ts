import type { Tally } from '../../domain/coverage.ts';
import { ATTR } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { openRecord } from '../reading/record-events.ts';
import { type MappedRecord, tell, understood } from '../reading/record-fate.ts';
import { answerEvents } from './answer-events.ts';
import type { Chat, Here } from './chat.ts';
import type { Entry } from './entries.ts';
import { toolLine } from './tool-lines.ts';
import { testResult, userEvents } from './user-events.ts';

interface Scene {
  readonly chat: Chat;
  readonly tally: Tally;
  /** Where the session begins in the file: events are known by their place after it. */
  readonly offset: number;
}

/** Lines of Aider that belong together, said as one. */
interface Notice {
  readonly here: Here;
  readonly lines: string[];
  size: number;
}

const MOST_NOTICE = 1024 * 1024;

/** The events of a session's entries, in order. Returns the time of the first. */
export function* sessionEvents(entries: Iterable<Entry>, scene: Scene): Generator<Event, string | undefined> {
  let first: string | undefined;
  let notice: Notice | undefined;
  for (const entry of entries) {
    const here = hereOf(entry, scene);
    const mapped = mappedEntry(entry, here);
    if (entry.kind === 'tool') scene.chat.last_line = entry.text;
    if (mapped === undefined) {
      notice ??= { here, lines: [], size: 0 };
      notice.lines.push(entry.text);
      notice.size += entry.text.length;
    }
    if (notice !== undefined && (mapped !== undefined || notice.size > MOST_NOTICE)) {
      yield noticeEvent(notice);
      notice = undefined;
    }
    const { events, fate } = mapped ?? understood([]);
    tell(fate, scene.tally);
    first ??= events[0]?.timestamp;
    yield* events;
  }
  if (notice !== undefined) yield noticeEvent(notice);
  return first;
}

const hereOf = (entry: Entry, { chat, offset }: Scene): Here => {
  if (entry.kind === 'user') chat.at = chat.times.timeOf(entry.text) ?? chat.at;
  const place = entry.offset - offset;
  const origin = { source: 0, offset: entry.offset, length: entry.length };
  return { chat, place, record: openRecord({ id: place, at: chat.at, origin }) };
};

/** Undefined for a line of Aider that is a notice to the person. */
const mappedEntry = (entry: Entry, here: Here): MappedRecord | undefined => {
  if (entry.kind === 'tool') return toolLine(entry.text, here);
  const passed = testResult(false, here);
  const { events, fate } = entry.kind === 'user' ? userEvents(entry, here) : answerEvents(entry, here);
  return { events: [...passed, ...events], fate };
};

const noticeEvent = ({ here, lines }: Notice): Event =>
  here.record.event({
    type: { type: 'SystemMessage' },
    blocks: textBlocks(lines.join('\n')),
    attributes: { [ATTR.rawType]: 'tool', [ATTR.source]: 'notice' },
  });
