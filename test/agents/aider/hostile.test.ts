import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { aider } from '../../../src/agents/aider/aider.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { damaged } from '../damage.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/aider/edits-and-tests/input.md');
const home = mkdtempSync(join(tmpdir(), 'aider-'));
afterAll(() => rmSync(home, { recursive: true }));

const PATH = join(home, '.aider.chat.history.md');

const readText = (text: string | Uint8Array) => {
  writeFileSync(PATH, text);
  return [...aider.sessionsIn(PATH, openLogReader())].map((source) => readAll(aider, source));
};

const line = fc.oneof(
  fc.constantFrom(
    '# aider chat started at 2026-01-05 10:00:00',
    '# aider chat started at 2026-99-99 99:99:99',
    '#### ',
    '#### /test npm test  ',
    '#### /undo  ',
    '#### hello  ',
    '> ',
    '>  ',
    '> Applied edit to a.js  ',
    '> Applied edit to __proto__  ',
    '> Commit abc1234 x  ',
    '> Removed: abc1234 x  ',
    '> Tokens: 9.9.9k sent, ,k received.  ',
    '> Tokens: 1k sent, 2 received.  ',
    '> Create new file? (Y)es/(N)o [Yes]: y  ',
    '> # 1 SEARCH/REPLACE block failed to match!',
    '> # The other 3 SEARCH/REPLACE blocks were applied successfully.  ',
    '## SearchReplaceNoExactMatch: This SEARCH block failed to exactly match lines in a.js',
    '> Main model: x with whole edit format  ',
    '> Main model: x with udiff edit format  ',
    'a.js',
    '```',
    '<<<<<<< SEARCH',
    '=======',
    '>>>>>>> REPLACE',
    '--- a.js',
    '+++ a.js',
    '',
  ),
  fc.string(),
);

test('whatever the lines, events have unique ids and nothing throws', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      for (const { events, coverage } of readText(lines.join('\n'))) {
        expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
        expect(coverage.unknown).toEqual([]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('a damaged history is read', () => {
  fc.assert(
    fc.property(damaged(readFileSync(LOG)), (bytes) => {
      for (const { events } of readText(bytes)) {
        expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
      }
    }),
    { numRuns: 500 },
  );
});

test('a history that is cut keeps what stands before the cut', () => {
  const bytes = readFileSync(LOG);
  const whole = readText(bytes)[0]?.events ?? [];
  for (let cut = 60; cut < bytes.length; cut += 97) {
    const { events = [] } = readText(bytes.subarray(0, cut))[0] ?? {};
    const kept = whole.filter(({ origin }) => origin !== undefined && origin.offset + origin.length < cut - 2);
    // what was said last may go on, or be the end of a test
    expect(events.map((event) => event.event_id)).toEqual(
      expect.arrayContaining(kept.slice(0, -3).map((event) => event.event_id)),
    );
  }
});

test('one answer without end, and many sessions, end soon', () => {
  const header = '# aider chat started at 2026-01-05 10:00:00\n\n#### go  \n';
  const long = `${header}${'<<<<<<< SEARCH\na\n=======\n'.repeat(20_000)}${'word '.repeat(2_000_000)}`;
  expect(readText(long)[0]?.events.length).toBeGreaterThan(1);
  writeFileSync(PATH, header.repeat(20_000));
  expect([...aider.find(PATH, openLogReader())]).toHaveLength(20_000);
});
