import { asArray, asString, asText, field, isObject, type JsonObject } from '../../domain/json.ts';
import type { LogLine, LogReader } from '../log-reader.ts';
import { createIdNumbers, type IdNumbers } from '../reading/id-numbers.ts';
import { createIntList, type IntList } from '../../domain/int-list.ts';

/**
 * A `.jsonl` session (0.39 and later) is a log to be replayed: a message is appended again under its id whenever it
 * changes, `$set` changes the session's metadata (with `messages`: all of the history), `$rewindTo` takes messages
 * back. Its meaning is known at its end only. To stay bounded it is read twice: this pass keeps a few numbers per
 * message, the second (replay.ts) yields each message once, in its last form, where it stood first.
 */
export interface ReplayPlan {
  /** By number of the line: the slot of its message, or one of FATE. Slots are numbered in the order of their first lines. */
  readonly fates: IntList;
  /** By number of the slot: the line where its message stands last; TAKEN_BACK. */
  readonly last: IntList;
  /** By line of a `$set.messages` in which messages are new. */
  readonly checkpoints: ReadonlyMap<number, Checkpoint>;
  readonly metadata: Metadata;
}

/** A list of all messages. */
interface Checkpoint {
  /** By place in the list: the slots of the messages that the log does not hold on lines of their own. */
  readonly slots: readonly (number | undefined)[];
  /** By place in the list: those messages, so that the line is not parsed again; undefined where they were too much to keep. */
  readonly messages: readonly unknown[] | undefined;
}

/** Characters of messages that are kept for the second pass. */
const MAX_KEPT = 8 * 1024 * 1024;

/** Lines that hold no message of their own. */
export const FATE = { broken: -1, metadata: -2, set: -3, checkpoint: -4, rewind: -5, foreign: -6 } as const;

/** In the place of a line. */
export const TAKEN_BACK = -1;

export interface Metadata {
  readonly session_id?: string | undefined;
  readonly started_at?: string | undefined;
  readonly updated_at?: string | undefined;
  readonly summary?: string | undefined;
}

interface Plan {
  readonly fates: IntList;
  readonly last: IntList;
  readonly checkpoints: Map<number, Checkpoint>;
  /** The slot of each id. */
  readonly slots: IdNumbers;
  /** Slots that stand; the last of these goes on to the newest one. */
  readonly standing: Range[];
  /** Bytes of messages that checkpoints hold. */
  kept: number;
  metadata: Metadata;
}

interface Range {
  readonly from: number;
  /** The first slot behind it. */
  to: number;
}

/** What is appended again, or taken back to, lies less far behind. */
const REMEMBERED = 1_000_000;

/** @throws what the reader throws for a missing or unreadable file */
export const planReplay = (path: string, logs: LogReader): ReplayPlan => {
  const plan: Plan = {
    fates: createIntList(),
    last: createIntList(),
    checkpoints: new Map(),
    slots: createIdNumbers(REMEMBERED),
    standing: [{ from: 0, to: Number.POSITIVE_INFINITY }],
    kept: 0,
    metadata: {},
  };
  for (const line of logs.lines(path)) plan.fates.push(fateOf(plan, line));
  return plan;
};

/** The id stands in the first bytes of a message's line: it need not be parsed here. Whether it is whole the second pass sees. */
const MESSAGE_HEAD = /^\{"id":("[^"\\]{1,200}"),"timestamp":"[^"\\]*","type":"[a-z]+"/;

const fateOf = (plan: Plan, line: LogLine): number => {
  const sniffed = sniffId(line);
  if (sniffed !== undefined) return placed(plan, sniffed);
  const record = line.json();
  if (!isObject(record)) return FATE.broken;
  const rewind = asString(field(record, '$rewindTo'));
  if (rewind !== undefined) return rewound(plan, rewind);
  const id = asText(field(record, 'id'));
  if (id !== undefined) return placed(plan, id);
  const set = field(record, '$set');
  if (isObject(set)) return changed(plan, set, line.length);
  if (field(record, 'sessionId') === undefined) return FATE.foreign;
  plan.metadata = merged(plan.metadata, record);
  return FATE.metadata;
};

/** Parsed, for a copy: a part of a text would keep all of it in memory. */
const sniffId = (line: LogLine): string | undefined => {
  const quoted = MESSAGE_HEAD.exec(line.head(320))?.[1];
  if (quoted === undefined) return undefined;
  try {
    return asText(JSON.parse(quoted));
  } catch {
    return undefined; // a control character in it: no JSON, and the whole line says so
  }
};

const placed = (plan: Plan, id: string): number => {
  const slot = standingSlot(plan, id);
  if (slot === undefined) return opened(plan, id);
  plan.last.set(slot, plan.fates.length);
  return slot;
};

/** Undefined: no message of this id, or none that stands. */
const standingSlot = ({ slots, last }: Plan, id: string): number | undefined => {
  const slot = slots.get(id);
  return slot === undefined || last.get(slot) === TAKEN_BACK ? undefined : slot;
};

const opened = (plan: Plan, id: string): number => {
  const slot = plan.last.push(plan.fates.length);
  plan.slots.set(id, slot);
  return slot;
};

/** Takes back the message and all after it; all messages when the id is not known, as the agent does. */
const rewound = (plan: Plan, id: string): number => {
  const { last, standing } = plan;
  const from = standingSlot(plan, id) ?? 0;
  for (let range = standing.pop(); range !== undefined; range = standing.pop()) {
    const end = Math.min(range.to, last.length);
    for (let slot = Math.max(range.from, from); slot < end; slot++) last.set(slot, TAKEN_BACK);
    if (range.from >= from) continue;
    standing.push({ from: range.from, to: Math.min(end, from) });
    break;
  }
  standing.push({ from: last.length, to: Number.POSITIVE_INFINITY });
  return FATE.rewind;
};

/**
 * A list of all messages is written when the agent's own memory of them changes: history was compressed, old outputs
 * were masked, or a session was resumed (0.61 then writes the history again, with the resume's times and without what
 * the tools showed). It says what the model is told from then on, not what happened: messages that stand on lines of
 * their own stay as they are, and only those that are new are taken from the list.
 */
const changed = (plan: Plan, set: JsonObject, bytes: number): number => {
  plan.metadata = merged(plan.metadata, set);
  const messages = field(set, 'messages');
  if (!Array.isArray(messages)) return FATE.set;
  const slots = asArray(messages).map((message) => {
    const id = asText(field(message, 'id'));
    return id === undefined || standingSlot(plan, id) !== undefined ? undefined : opened(plan, id);
  });
  if (slots.every((slot) => slot === undefined)) return FATE.checkpoint;
  const fresh = slots.map((slot, place) => (slot === undefined ? undefined : messages[place]));
  const kept = plan.kept + Math.min(bytes, lengthOf(fresh));
  const isKept = kept <= MAX_KEPT;
  if (isKept) plan.kept = kept;
  plan.checkpoints.set(plan.fates.length, { slots, messages: isKept ? fresh : undefined });
  return FATE.checkpoint;
};

/** Characters around a value in a list or an object. */
const AROUND = 4;

/** What a value from a line takes, about as its JSON does: one of many messages may be nearly all of its line. */
const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  let length = 0;
  if (Array.isArray(value)) for (const inner of asArray(value)) length += AROUND + lengthOf(inner);
  else if (isObject(value)) for (const key of Object.keys(value)) length += AROUND + key.length + lengthOf(value[key]);
  return length;
};

/** The first start and id stand: a resume writes the metadata again with its own start. */
const merged = (known: Metadata, record: JsonObject): Metadata => ({
  session_id: known.session_id ?? asText(field(record, 'sessionId')),
  started_at: known.started_at ?? asText(field(record, 'startTime')),
  updated_at: asText(field(record, 'lastUpdated')) ?? known.updated_at,
  summary: asText(field(record, 'summary')) ?? known.summary,
});
