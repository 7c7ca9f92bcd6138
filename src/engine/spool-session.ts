import type { SessionHead, SessionSource } from '../agents/agent.ts';
import type { LogLine } from '../agents/log-reader.ts';
import { letGo } from '../contract/let-go.ts';
import { settle } from '../contract/settle.ts';
import { type SessionMeta, metaOf } from '../domain/branch/session-meta.ts';
import { createTally } from '../domain/coverage.ts';
import { isSubagentEvent } from '../domain/event-attributes.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { createStatsCounter } from '../domain/hail/compute-stats.ts';
import { parseHailLine } from '../domain/hail/line.ts';
import { eventLine, eventPieces, headerLine, keptLine, keptPieces, statsLine } from '../domain/hail/write.ts';
import { at } from '../domain/json.ts';
import { type SessionHeader, type Stats, textOf } from '../domain/session.ts';
import { cut } from '../domain/text-limit.ts';
import { type SessionRedactor, createSessionRedactor } from '../redact/redact-session.ts';
import { scanFinal } from '../redact/scan-final.ts';
import type { Spool } from '../sources/spool.ts';
import type { World } from './ports.ts';
import { agentOf, returning } from './read-session.ts';
import { titleLine } from './title-line.ts';
import { keptLinesOf, withKeptLines, type WrittenPart } from './with-kept-lines.ts';

export type SpoolWorld = Pick<World, 'agents' | 'logs' | 'place'>;

/** A session as it may leave the machine: its HAIL file, redacted, and what stands beside it. */
export interface SpooledSession {
  readonly meta: SessionMeta;
  /** Absolute path of the HAIL file, in the spool. */
  readonly path: string;
}

/** Bytes of records that are redacted together: bounds memory. */
const BATCH_BYTES = 1 << 20;
const BATCH_EVENTS = 1000;

/**
 * Reads a log once and writes it as redacted HAIL into the spool. No unredacted text is written anywhere, and memory does
 * not grow with the log. @throws what reading a log throws; log_broken (no event), refused (a secret is left)
 */
export const spoolSession = async (world: SpoolWorld, source: SessionSource, spool: Spool): Promise<SpooledSession> => {
  const redactor = createSessionRedactor({ home: world.place.home });
  const taken = await takeEvents(world, source, { redactor, spool });
  const header = await redactor.take(publicHeader(taken.head));
  const named = await redactor.take({ title: taken.head.context.title ?? taken.prompt });
  for (let attempt = 1; ; attempt++) {
    const parts = { header: await redactor.settle(header), stats: taken.stats, events: taken.path };
    if (parts.header.session_id !== taken.head.session_id)
      throw refusal('a secret stands in the id of the session itself');
    const file = spool.open(`final-${attempt}.hail.jsonl`);
    const left = await writeFinal(world, { redactor, ...parts }, (text) => file.write(text));
    const written = file.finish();
    if (left.length === 0) {
      const { title } = await redactor.settle(named);
      const shown = { title: title === null ? null : cut(title, MAX_TITLE).text, stats: taken.stats };
      return { path: file.path, meta: metaOf(parts.header, { ...shown, ...written, redaction: redactor.receipt() }) };
    }
    if (attempt === MAX_ATTEMPTS) throw refusal(`found ${left.join(', ')}`);
  }
};

const MAX_TITLE = 80;
/** What the last look finds is redacted everywhere, and everything is looked at again. */
const MAX_ATTEMPTS = 3;

const refusal = (found: string): OpenSessionError =>
  new OpenSessionError('refused', `expected no secret in what is kept, ${found}`, { hint: 'nothing was written' });

/**
 * Without the paths of the files that were read, and without what the context says as well: a file of the older tool stays
 * what it is, byte for byte.
 */
const publicHeader = (head: SessionHead): SessionHeader => {
  const { sources: _, cwd, branch, start_commit, parent_session_id, ...header } = head;
  const { attributes } = header.context;
  const told = (value: string | undefined, ...path: readonly string[]): boolean =>
    value === undefined || at(attributes, ...path) === value;
  return {
    ...header,
    ...(told(cwd, 'cwd') || told(cwd, 'working_directory') ? {} : { cwd }),
    ...(told(branch, 'git_branch') || told(branch, 'git', 'branch') ? {} : { branch }),
    ...(told(start_commit, 'git', 'commit_hash') ? {} : { start_commit }),
    ...(told(parent_session_id, 'parent_session_id') ? {} : { parent_session_id }),
  };
};

interface Taken {
  readonly head: SessionHead;
  readonly stats: Stats;
  /** Of the first prompt the line that a list shows. */
  readonly prompt: string | null;
  /** Of the redacted events, one a line, with what is written back between them. */
  readonly path: string;
}

const takeEvents = async (
  world: SpoolWorld,
  source: SessionSource,
  { redactor, spool }: { readonly redactor: SessionRedactor; readonly spool: Spool },
): Promise<Taken> => {
  const tally = createTally();
  const agent = agentOf(world, source);
  const reading = returning((await agent.reader())({ source, logs: world.logs, tally }));
  const kept = await keptLinesOf(agent, source, world.logs);
  const counter = createStatsCounter();
  const file = spool.open('events.jsonl');
  let prompt: string | null = null;
  for (const batch of batches(withKeptLines(settle(reading.events), kept()))) {
    for (const part of batch) {
      if (!('event' in part)) continue;
      counter.add(part.event);
      if (part.event.event_type.type === 'UserMessage' && !isSubagentEvent(part.event))
        prompt ??= titleLine(textOf(part.event)) ?? null;
    }
    await writeRedacted(batch, redactor, (piece) => file.write(piece));
    for (const part of batch) if ('event' in part) letGo(part.event);
  }
  file.finish();
  const stats = counter.stats();
  if (stats.event_count === 0 || tally.coverage().understood === 0)
    throw new OpenSessionError('log_broken', `expected a session, found no event in ${source.path}`);
  return { head: reading.head(), stats, prompt, path: file.path };
};

/** What stood behind the counts stands before them: they are looked for on the last line. */
const writeRedacted = async (
  batch: readonly WrittenPart[],
  redactor: SessionRedactor,
  write: (piece: string) => void,
): Promise<void> => {
  for (const part of await redactor.take(batch.map(withoutOrigin)))
    for (const piece of 'event' in part ? eventPieces(part.event) : keptPieces(part.kept)) write(piece);
};

const withoutOrigin = (part: WrittenPart): WrittenPart => {
  if (!('event' in part)) return part;
  const { origin: _, ...event } = part.event;
  return { event };
};

function* batches(parts: Iterable<WrittenPart>): Generator<readonly WrittenPart[]> {
  let batch: WrittenPart[] = [];
  let bytes = 0;
  for (const part of parts) {
    batch.push(part);
    bytes += 'event' in part ? (part.event.origin?.length ?? BATCH_BYTES / BATCH_EVENTS) : keptLine(part.kept).length;
    if (bytes < BATCH_BYTES && batch.length < BATCH_EVENTS) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** @returns rules that still find something; it is learned, so that the next time it is redacted */
const writeFinal = async (
  world: Pick<World, 'logs'>,
  from: {
    readonly redactor: SessionRedactor;
    readonly header: SessionHeader;
    readonly stats: Stats;
    readonly events: string;
  },
  write: (text: string) => void,
): Promise<readonly string[]> => {
  const left = new Set<string>();
  let pending = '';
  const put = async (text: string): Promise<void> => {
    const found = await scanFinal(text, { plain: true });
    for (const { rule } of found) left.add(rule);
    if (found.length > 0) await from.redactor.learn(text);
    write(text);
  };
  const flush = async (): Promise<void> => {
    await put(pending);
    pending = '';
  };
  /** In a frame of its own, which holds no text when the next line is read. */
  const putLine = async (line: LogLine): Promise<void> => {
    const settled = await settledLine(from.redactor, line.text());
    if (settled.length < BATCH_BYTES) pending += settled;
    else {
      // joined with others it would be held twice
      await flush();
      await put(settled);
    }
    pending += '\n';
    if (pending.length >= BATCH_BYTES) await flush();
  };
  pending += headerLine(from.header);
  for (const line of world.logs.lines(from.events)) await putLine(line);
  pending += statsLine(from.stats);
  await flush();
  return [...left];
};

/** Without its end; one in which nothing changes is not written anew. */
const settledLine = async (redactor: SessionRedactor, text: string): Promise<string> => {
  if (text !== '' && !redactor.hasFound()) return text;
  const line = parseHailLine(text);
  if (line.kind === 'event') {
    const event = await redactor.settle(line.event);
    return event === line.event ? text : eventLine(event).slice(0, -1);
  }
  if (line.kind === 'other') {
    const value = await redactor.settle(line.value);
    return value === line.value ? text : keptLine(value).slice(0, -1);
  }
  throw new OpenSessionError('log_too_large', 'expected events of at most 32 MiB, found a longer one');
};
