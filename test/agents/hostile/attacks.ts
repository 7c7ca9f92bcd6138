/** One subject under each attack that is listed in the suite. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { isObject } from '../../../src/domain/json.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { anyJson, damaged } from '../damage.ts';
import { placeCase } from '../golden-case.ts';
import { type ReadSession, readAll } from '../read-all.ts';
import { inMemory } from './in-memory.ts';
import { rewritten, type Style } from './rewrite.ts';
import { sound } from './sound.ts';
import { type Cell, jsonCells, type Subject, writeCells } from './subject.ts';
import { inTime, LIMIT } from './watch.ts';

/** Gives the subject's own file to `change`, which writes it anew as often as it likes, and reads it after each. */
export const attack = (subject: Subject, run: (target: Target) => void): void => {
  const placed = inMemory(() => placeCase(subject));
  const { source } = placed;
  const bytes = readFileSync(source.path);
  const read: Target['read'] = (what, limit) => readLog(subject, source, { what, limit });
  try {
    run({ bytes, path: source.path, read, write: (changed) => writeFileSync(source.path, changed) });
  } finally {
    placed.remove();
  }
};

export interface Target {
  readonly bytes: Buffer;
  readonly path: string;
  readonly write: (changed: Uint8Array | string) => void;
  /** The session, and those that are found in the file; none when it is refused with an error of ours. */
  readonly read: (what: string, limit?: number) => readonly ReadSession[];
}

const readLog = (
  { agent, name, shape }: Subject,
  source: { readonly path: string; readonly key?: string },
  { what, limit }: { readonly what: string; readonly limit: number | undefined },
): readonly ReadSession[] => {
  const told = (): string => `${agent.id} ${name}, ${what}`;
  const read = (one: { readonly path: string; readonly key?: string }): ReadSession[] => {
    try {
      const session = inTime(() => readAll(agent, one), told, limit);
      sound(session, agent.id);
      return [session];
    } catch (error) {
      if (error instanceof OpenSessionError) return [];
      throw new Error(told(), { cause: error });
    }
  };
  const found = (): readonly { readonly path: string; readonly key?: string }[] => {
    try {
      return inTime(() => [...agent.sessionsIn(source.path, openLogReader())], told, limit);
    } catch (error) {
      if (error instanceof OpenSessionError) return [];
      throw new Error(told(), { cause: error });
    }
  };
  const sources = found();
  const named = read(source);
  if (shape !== 'store') return named; // a log of one session is found once more
  // of a store any session may be the one that breaks; the one that was read need not be read again
  const others = sources.filter((one) => one.path !== source.path || one.key !== source.key);
  return [...named, ...others.flatMap(read)].slice(0, 1);
};

/** The log with each of its JSON values written anew. */
export const rewriteLog = (subject: Subject, { path, bytes, write }: Target, style: Style): void => {
  const text = bytes.toString();
  if (subject.shape === 'store') {
    writeCells(
      path,
      jsonCells(path).map((cell) => ({ ...cell, text: rewritten(cell.value, style) })),
    );
  } else if (subject.shape === 'document') write(rewritten(JSON.parse(text), style));
  else if (subject.shape === 'lines')
    write(
      linesOf(text)
        .map((line) => rewriteLine(line, style))
        .join('\n'),
    );
};

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

const rewriteLine = (line: string, style: Style): string => {
  const value = parsed(line);
  return value === undefined ? line : rewritten(value, style);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const typesOf = (sessions: readonly ReadSession[]): readonly string[] =>
  sessions.flatMap(({ events }) => events.map(({ event_type: type }) => type.type));

const FLIPS = 10_000;
/** So many bytes are flipped before the log is read again: the parts of a log do not hide one another. */
const AT_ONCE = 8;

/** 10,000 bytes flipped, eight at a time, spread over the file; each by another mask. */
export const flipBytes = ({ bytes, write, read }: Target): void => {
  let state = 1;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let flip = 0; flip < FLIPS; flip += AT_ONCE) {
    const copy = Buffer.from(bytes);
    for (let one = 0; one < AT_ONCE; one++) {
      const at = random(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 + random(255));
    }
    write(copy);
    read(`flip ${flip}`);
  }
};

/** Values of a log replaced by any others, keys of it among them: at least 1,000 runs. */
export const replaceValues = (subject: Subject, target: Target, numRuns = 1000): void => {
  const { bytes, path, write, read } = target;
  if (subject.shape === 'text') {
    return fc.assert(
      fc.property(damaged(bytes), (changed) => {
        write(changed);
        read('damaged');
      }),
      { numRuns },
    );
  }
  const held = heldIn(subject, path, bytes);
  const { values } = held;
  const words = [...new Set(values.flatMap(wordsOf))].slice(0, 400);
  const change = fc.record({ record: fc.nat(), at: fc.nat(), to: anyJson(words), drop: fc.boolean() });
  const original = Buffer.from(bytes);
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const changed = [...values];
      for (const { record, at, to, drop } of changes) {
        const index = record % changed.length;
        changed[index] = replaced(changed[index], { at, to: drop ? undefined : to });
      }
      writeValues(subject, { path, write, original, held }, changed);
      read('replaced');
    }),
    { numRuns },
  );
};

/** Each value of a log in its turn made one that can be neither text nor number. */
export const unprintable = (subject: Subject, target: Target): void => {
  const held = heldIn(subject, target.path, target.bytes);
  const { values } = held;
  const original = Buffer.from(target.bytes);
  for (const [record, value] of values.entries()) {
    for (let at = 0; at < Math.min(countOf(value), MOST_PARTS); at++) {
      const changed = values.with(record, replaced(value, { at, to: { toString: {}, valueOf: [] } }));
      writeValues(subject, { path: target.path, write: target.write, original, held }, changed);
      target.read(`part ${at} of record ${record}`);
    }
  }
};

const MOST_PARTS = 1500;

const heldIn = (subject: Subject, path: string, bytes: Buffer): Held => {
  const cells = subject.shape === 'store' ? jsonCells(path) : [];
  if (subject.shape === 'store') return { cells, values: cells.map(({ value }) => value) };
  if (subject.shape === 'document') return { cells, values: [JSON.parse(bytes.toString())] };
  return { cells, values: linesOf(bytes.toString()).map((line) => parsed(line) ?? line) };
};

interface Written extends Pick<Target, 'path' | 'write'> {
  readonly original: Buffer;
  /** What it holds, and of a store where. */
  readonly held: Held;
}

interface Held {
  readonly values: readonly unknown[];
  readonly cells: readonly Cell[];
}

const writeValues = (subject: Subject, { path, write, original, held }: Written, changed: readonly unknown[]): void => {
  const textOf = (value: unknown): string => JSON.stringify(value) ?? 'null';
  if (subject.shape !== 'store') return write(changed.map(textOf).join('\n'));
  write(original);
  writeCells(
    path,
    held.cells.flatMap((cell, index) =>
      changed[index] === held.values[index] ? [] : [{ ...cell, text: textOf(changed[index]) }],
    ),
  );
};

const wordsOf = (value: unknown): readonly string[] => {
  const found: string[] = [];
  JSON.stringify(value, (key, part: unknown) => {
    if (key !== '' && !/^\d+$/.test(key)) found.push(key);
    if (typeof part === 'string' && part.length < 60) found.push(part);
    return part;
  });
  return found;
};

const countOf = (value: unknown): number => {
  let count = 0;
  JSON.stringify(value, (_key, part: unknown) => {
    count++;
    return part;
  });
  return count;
};

/** The value with its n-th part, counted in order, replaced; undefined takes it out. */
const replaced = (value: unknown, { at, to }: { readonly at: number; readonly to: unknown }): unknown => {
  let left = at % Math.max(1, countOf(value));
  return parsed(JSON.stringify(value, (_key, part: unknown) => (left-- === 0 ? to : part)) ?? 'null');
};

const MILLION = 1_000_000;

let million: { readonly keys: string; readonly parsing: number } | undefined;

/** The members, and how many milliseconds V8 itself takes for them on this machine: measured once. */
const aMillion = (): NonNullable<typeof million> => {
  if (million !== undefined) return million;
  const keys = Array.from({ length: MILLION }, (_, index) => `"k${index}":${index % 10}`).join(',');
  const before = process.threadCpuUsage();
  JSON.parse(`{${keys}}`);
  const { user, system } = process.threadCpuUsage(before);
  return (million = { keys, parsing: (user + system) / 1000 });
};

/** An object with a million keys, in the log's last record and as a record of its own. */
export const millionKeys = (subject: Subject, target: Target): void => {
  const { keys, parsing } = aMillion();
  const text = target.bytes.toString();
  if (subject.shape === 'text') target.write(`${text}\n{${keys}}\n`);
  else if (subject.shape === 'lines') target.write(`${text}{${keys}}\n`);
  else if (subject.shape === 'document') target.write(withMember(text, keys));
  else {
    const cells = jsonCells(target.path).slice(-1);
    writeCells(
      target.path,
      cells.map((cell) => ({ ...cell, text: withMember(JSON.stringify(cell.value), keys) })),
    );
  }
  // V8 itself takes most of the limit for so many keys on a slow machine, and some agents read a log twice
  const limit = Math.max(LIMIT, 6 * parsing);
  expect(target.read('a million keys', limit).length).toBeLessThanOrEqual(1);
};

const withMember = (json: string, keys: string): string =>
  isObject(parsed(json)) ? `${json.trimEnd().slice(0, -1)},"more":{${keys}}}` : `[{${keys}}]`;
