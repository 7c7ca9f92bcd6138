import { asText, field } from '../../domain/json.ts';
import type { LogLine, LogReader } from '../log-reader.ts';

/** Numbers of lines, from the first to the last. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Says of a line, by its number, whether a rewind took it back. */
export type IsDead = (line: number) => boolean;

export interface DeadLines {
  readonly isDead: IsDead;
  /** Of a log that grew since, line by line: false for a rewind that was not there yet, or one that is not as it was. */
  isKnown(line: LogLine): boolean;
}

/**
 * A rewind hangs its record on the one before the prompt that is taken back: what stands between them in the log is on
 * a branch that goes on no more. Most logs do not hold the word at all; one with rewinds is read twice for this.
 */
export const deadLines = (path: string, logs: LogReader): DeadLines => {
  const rewinds = logs.holds(path, SOUGHT) ? rewindsIn(path, logs) : [];
  const isKnown = comparing(rewinds);
  if (rewinds.length === 0) return { isDead: () => false, isKnown };
  const places = placesOf(path, logs, new Set(rewinds.flatMap(({ parent }) => parent ?? [])));
  const ranges = rewinds.map(({ line, parent }): Range => {
    const known = parent === undefined ? -1 : (places.get(parent) ?? []).findLast((place) => place < line);
    return { first: (known ?? line) + 1, last: line - 1 };
  });
  return { isDead: (line) => ranges.some(({ first, last }) => first <= line && line <= last), isKnown };
};

const comparing = (rewinds: readonly Rewind[]): DeadLines['isKnown'] => {
  const parents = new Map(rewinds.map(({ line, parent }) => [line, parent]));
  let number = 0;
  return (line) => {
    const at = number++;
    const found = rewindOn(line);
    if (found === undefined) return !parents.has(at);
    return parents.has(at) ? parents.get(at) === found.parent : rewinds.length >= MAX_REWINDS;
  };
};

/** More rewinds than a person makes are passed over. */
const MAX_REWINDS = 500;

/** Ids and type stand at a record's start; before the subtype comes the working directory. */
const START = 256;
const HEAD = 4096;

const REWIND = '"rewind"';
/** From its rarest letter on: each place where the first one stands has to be looked behind. Half of the time. */
const SOUGHT = REWIND.slice(REWIND.indexOf('w'));

const isSystem = (line: LogLine): boolean => {
  const start = line.head(START);
  return start.includes('"type":"system"') || !start.includes('"type":"');
};

interface Rewind {
  readonly line: number;
  readonly parent: string | undefined;
}

const rewindsIn = (path: string, logs: LogReader): readonly Rewind[] => {
  const found: Rewind[] = [];
  let number = 0;
  for (const line of logs.lines(path)) {
    const rewind = found.length < MAX_REWINDS ? rewindOn(line) : undefined;
    if (rewind !== undefined) found.push({ line: number, ...rewind });
    number++;
  }
  return found;
};

const rewindOn = (line: LogLine): Pick<Rewind, 'parent'> | undefined => {
  if (!isSystem(line) || !line.head(HEAD).includes(REWIND)) return undefined;
  const record = line.json();
  const isRewind = field(record, 'type') === 'system' && field(record, 'subtype') === 'rewind';
  return isRewind ? { parent: asText(field(record, 'parentUuid')) } : undefined;
};

/** Where records with these ids stand, in order. */
const placesOf = (path: string, logs: LogReader, ids: ReadonlySet<string>): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>();
  let number = 0;
  for (const line of logs.lines(path)) {
    const id = idOf(line);
    if (id !== undefined && ids.has(id)) places.set(id, [...(places.get(id) ?? []).slice(-MAX_REWINDS), number]);
    number++;
  }
  return places;
};

const idOf = (line: LogLine): string | undefined =>
  /^\{"uuid": ?"([^"\\]{1,200})"/.exec(line.head(256))?.[1] ?? asText(field(line.json(), 'uuid'));
