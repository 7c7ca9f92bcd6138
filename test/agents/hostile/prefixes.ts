/** Every prefix of a log of 200 KB. */
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { placeCase, type PlacedCase } from '../golden-case.ts';
import { type ReadSession, readAll } from '../read-all.ts';
import { cutReader } from './cut-reader.ts';
import { inMemory } from './in-memory.ts';
import { sound } from './sound.ts';
import { grownBytes, type Subject } from './subject.ts';
import { inTime } from './watch.ts';

const SIZE = 200_000;
/**
 * A parser that looks at the whole of a torn line (Codex, HAIL, plain text) has to read every cut anew. Far from a
 * line's ends all is repeated filler, of which every phase is met with this stride; with OPENSESSION_EVERY_PREFIX set
 * nothing is left out.
 */
const STRIDE = 61;
const NEAR = 128;
const EVERY = process.env['OPENSESSION_EVERY_PREFIX'] !== undefined;

/** Reads each prefix; those that a parser cannot tell from one that it read already are not read again. */
export const readPrefixes = (subject: Subject): void => {
  const placed = inMemory(() => placeCase(subject));
  try {
    const bytes = grownBytes(subject, placed, SIZE);
    expect(bytes.length).toBeGreaterThanOrEqual(SIZE);
    if (subject.shape === 'store') readCutStores(subject, placed, bytes);
    else readCuts(subject, placed, bytes);
  } finally {
    placed.remove();
  }
};

const readCuts = (subject: Subject, { source }: PlacedCase, bytes: Buffer): void => {
  const log = cutReader(source.path, bytes, openLogReader());
  const starts = subject.shape === 'document' ? [0] : [0, ...log.ends];
  for (const [index, start] of starts.entries()) {
    if (start > bytes.length) continue;
    const end = Math.min(starts[index + 1] ?? bytes.length, bytes.length);
    log.cut(start);
    const kept = keptBy(attempt(subject, () => readAll(subject.agent, source, log.reader), start));
    for (let cut = start + 1; cut < end; cut++) {
      log.cut(cut);
      const session = attempt(subject, () => readAll(subject.agent, source, log.reader), cut);
      if (subject.shape === 'lines') expect(keptBy(session), `cut at ${cut}`).toBeGreaterThanOrEqual(kept);
      // an object that is cut is no JSON; the last line may lack its line end alone, and is then read in earnest
      if (bytes[start] === 0x7b && cut < end - 3 && log.seen() <= cut) cut = end - 3;
      else if (!EVERY && cut - start > NEAR && end - cut > NEAR + STRIDE) cut += STRIDE - 1;
    }
  }
};

const keptBy = (session: ReadSession | undefined): number =>
  session === undefined ? 0 : session.coverage.records - session.coverage.broken.count;

/** Undefined when the log was refused with an error of our own. */
const attempt = (subject: Subject, read: () => ReadSession, cut: number): ReadSession | undefined => {
  try {
    const session = inTime(read, () => `${subject.agent.id} ${subject.name} cut at ${cut}`);
    sound(session, subject.agent.id);
    return session;
  } catch (error) {
    if (error instanceof OpenSessionError && subject.shape !== 'lines') return undefined;
    throw error;
  }
};

/** SQLite counts whole pages: a file is cut at each byte of its first page, around each page's end, and between. */
const readCutStores = (subject: Subject, { source }: PlacedCase, bytes: Buffer): void => {
  const page = bytes.readUInt16BE(16);
  writeFileSync(source.path, bytes);
  const file = openSync(source.path, 'r+');
  try {
    for (let cut = bytes.length; cut >= 0; cut--) {
      const within = cut % page;
      if (cut > page && within > 1 && within < page - 1 && within % 509 !== 0) continue;
      ftruncateSync(file, cut);
      for (const one of openAnew(subject, source.path, cut))
        attempt(subject, () => readAll(subject.agent, one, openLogReader()), cut);
    }
  } finally {
    closeSync(file);
  }
};

const openAnew = (subject: Subject, path: string, cut: number): readonly { readonly path: string }[] => {
  try {
    return inTime(
      () => [...subject.agent.sessionsIn(path, openLogReader())],
      () => `${subject.agent.id} ${subject.name}, sessions of a store cut at ${cut}`,
    );
  } catch (error) {
    if (error instanceof OpenSessionError) return [];
    throw error;
  }
};
