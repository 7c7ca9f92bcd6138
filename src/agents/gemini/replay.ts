import type { Tally } from '../../domain/coverage.ts';
import { asArray, asText, at, field, isObject, type JsonObject } from '../../domain/json.ts';
import { createQueue, type Queue } from '../../domain/queue.ts';
import type { Origin } from '../../domain/session.ts';
import type { LogLine, LogReader } from '../log-reader.ts';
import { parseJson } from '../reading/parse-json.ts';
import { FATE, type ReplayPlan, TAKEN_BACK } from './replay-plan.ts';

/** A message in its last form. */
export interface Message {
  /** Different for each message of a log. */
  readonly id: string;
  readonly record: JsonObject;
  readonly origin?: Origin;
  /** It stands on a line of its own; else it comes from a list of all messages and may repeat another under a new id. */
  readonly own: boolean;
}

/** A place in the order: filled once the line of the message's last form was read. */
interface Held {
  readonly slot: number;
  bytes: number;
  message?: Message | null;
  /** The last line before it: its form stands where the last one is broken. */
  earlier?: Earlier;
}

interface Earlier {
  readonly text: string;
  readonly origin: Origin;
}

/** What may wait for a message's last form, in bytes of lines; past it the oldest place is given up. */
const MAX_HELD = 32 * 1024 * 1024;

/**
 * The second pass over a replay log: its messages, each once, in the order of their first lines. A message's last form
 * usually stands a few lines below the first; what lies between is held until then. When more than 32 MiB wait, the
 * oldest message loses its place and comes where its last form stands. The tally gets one call for each line that
 * yields no message of its own; lines that do are tallied by who maps the message.
 */
export function* replay(path: string, plan: ReplayPlan, more: Pass): Generator<Message> {
  const held = createQueue<Held>();
  const waiting = new Map<number, Held>();
  let bytes = 0;
  let number = 0;
  let newest = -1;
  const isOpen = (slot: number): boolean => slot > newest || waiting.has(slot);
  for (const line of more.logs.lines(path)) {
    const fate = plan.fates.get(number) ?? FATE.foreign; // a live log may have grown between the passes
    for (const entry of entriesOf(line, { fate, number, plan, isOpen, ...more })) {
      bytes += entry.bytes - (waiting.get(entry.slot)?.bytes ?? 0);
      enter(entry, held, waiting);
    }
    newest = Math.max(newest, newestOn({ fate, number, plan }));
    number++;
    for (let head = held.first(); head !== undefined; head = held.first()) {
      if (head.message === undefined && bytes <= MAX_HELD) break;
      if (head.message === undefined) waiting.delete(head.slot);
      bytes -= head.bytes;
      held.take();
      if (head.message) yield head.message;
    }
  }
  for (let left = held.take(); left !== undefined; left = held.take()) if (left.message) yield left.message;
}

/** The newest slot of a line; -1: it has none. */
const newestOn = ({ fate, number, plan }: Pick<Here, 'fate' | 'number' | 'plan'>): number =>
  fate >= 0 ? fate : (plan.checkpoints.get(number)?.slots.findLast((slot) => slot !== undefined) ?? -1);

interface Pass {
  readonly logs: LogReader;
  readonly tally: Tally;
  /** Index of the file in the session's sources. */
  readonly source: number;
}

const enter = (entry: Held, held: Queue<Held>, waiting: Map<number, Held>): void => {
  const place = waiting.get(entry.slot);
  if (place === undefined) {
    held.push(entry);
    if (entry.message === undefined) waiting.set(entry.slot, entry);
    return;
  }
  place.bytes = entry.bytes;
  if (entry.earlier !== undefined) place.earlier = entry.earlier;
  if (entry.message === undefined) return;
  place.message = entry.message ?? earlierForm(place);
  waiting.delete(entry.slot);
};

const earlierForm = ({ earlier }: Held): Message | null => {
  const record = earlier === undefined ? undefined : parseJson(earlier.text);
  return earlier !== undefined && isObject(record)
    ? { id: idOf(record), record, origin: earlier.origin, own: true }
    : null;
};

interface Here extends Pass {
  readonly fate: number;
  readonly number: number;
  readonly plan: ReplayPlan;
  /** Whether this is a message's first line, or the place of that one is still held. */
  readonly isOpen: (slot: number) => boolean;
}

const entriesOf = (line: LogLine, here: Here): readonly Held[] => {
  const { fate, tally } = here;
  if (fate >= 0) return messageEntry(line, here);
  if (fate === FATE.checkpoint) return checkpointEntries(line, here);
  if (fate === FATE.broken) tally.broken(line.offset);
  else if (fate === FATE.foreign) tally.unknown('record without id');
  else if (fate === FATE.set) tally.ignored('$set', 'metadata of the session');
  else tally.understood();
  return [];
};

const messageEntry = (line: LogLine, here: Here): readonly Held[] => {
  const slot = here.fate;
  const last = here.plan.last.get(slot) ?? TAKEN_BACK;
  if (last === TAKEN_BACK) {
    here.tally.ignored('message/rewound', 'taken back by a rewind');
    return [];
  }
  const origin = { source: here.source, offset: line.offset, length: line.length };
  if (here.number !== last) {
    here.tally.ignored('message/replaced', 'a later line holds this message again');
    return here.isOpen(slot) ? [{ slot, bytes: line.length, earlier: { text: line.text(), origin } }] : [];
  }
  const record = line.json();
  if (isObject(record)) {
    return [{ slot, bytes: line.length, message: { id: idOf(record), record, origin, own: true } }];
  }
  here.tally.broken(line.offset);
  return [{ slot, bytes: 0, message: null }];
};

const idOf = (record: JsonObject): string => asText(field(record, 'id')) ?? 'message';

const checkpointEntries = (line: LogLine, here: Here): readonly Held[] => {
  const checkpoint = here.plan.checkpoints.get(here.number);
  if (checkpoint === undefined) {
    here.tally.ignored('$set.messages', 'a list of messages that stand on lines of their own');
    return [];
  }
  here.tally.understood();
  const { slots } = checkpoint;
  const messages = checkpoint.messages ?? asArray(at(line.json(), '$set', 'messages'));
  const origin = { source: here.source, offset: line.offset, length: line.length };
  return slots.flatMap((slot, index): readonly Held[] => {
    const record = messages[index];
    const last = here.plan.last.get(slot ?? -1) ?? TAKEN_BACK;
    if (slot === undefined || last === TAKEN_BACK || !isObject(record)) return [];
    const bytes = Math.ceil(line.length / slots.length);
    return [
      last === here.number
        ? { slot, bytes, message: { id: idOf(record), record, origin, own: false } }
        : { slot, bytes: 0 },
    ];
  });
};
