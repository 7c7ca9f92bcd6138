import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { hail } from '../../../src/agents/hail/hail.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/hail');
const dir = mkdtempSync(join(tmpdir(), 'hail-'));
afterAll(() => rmSync(dir, { recursive: true }));
const logs = openLogReader();

const writeLog = (text: string | Uint8Array, name = 'input.hail.jsonl'): string => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};

const line = (value: object): string => `${JSON.stringify(value)}\n`;
const header = (id: string): string =>
  line({
    type: 'header',
    version: 'hail-1.0.0',
    session_id: id,
    agent: { provider: 'p', model: 'm', tool: 't' },
    context: { tags: [], created_at: '2026-01-05T09:00:00Z', updated_at: '2026-01-05T09:00:00Z' },
  });
const said = (id: string, text: string): string =>
  line({
    type: 'event',
    event_id: id,
    timestamp: '2026-01-05T09:00:00Z',
    event_type: { type: 'UserMessage' },
    content: { blocks: [{ type: 'Text', text }] },
  });

test('sessions that were printed one behind the other are told apart', () => {
  const path = writeLog(`${header('a')}${said('1', 'first')}\n${header('b')}${said('1', 'second')}`);
  const sources = [...hail.sessionsIn(path, logs)];
  expect(sources.map(({ known }) => known?.session_id)).toEqual(['a', 'b']);
  expect(sources.map((source) => textsOf(readAll(hail, source).events, 'UserMessage'))).toEqual([
    ['first'],
    ['second'],
  ]);
  expect([...hail.sessionsIn(writeLog(header('a')), logs)]).toEqual([{ agent: 'hail', path }]);
});

test('a file without a header is a session of nothing, not an error', () => {
  for (const text of [
    '',
    '{}',
    'no',
    '{"version":"hail-1.0.0"}',
    said('1', 'x'),
    '{"version":"hail-1.0.0","events":5}',
  ]) {
    const { head, coverage } = readAll(hail, { path: writeLog(text) });
    expect(head.agent.tool).toBe('unknown');
    expect(coverage.understood).toBe(text.startsWith('{"type":"event"') ? 1 : 0);
  }
});

test('what is nested too deep, or holds too many values, costs its line only', () => {
  for (const x of [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, `[${'1.0,'.repeat(500_000)}1]`]) {
    const path = writeLog(`${header('a')}{"type":"event","x":${x}}\n${said('1', 'x')}`);
    const { coverage } = readAll(hail, { path });
    expect([coverage.understood, coverage.broken.count]).toEqual([2, 1]);
  }
});

test('a file cut or changed anywhere is read', () => {
  const bytes = readFileSync(join(LOGS, 'written-here/input.hail.jsonl'));
  fc.assert(
    fc.property(fc.nat(bytes.length), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), (cut, flips) => {
      const part = Buffer.from(bytes.subarray(0, cut));
      for (const [at, to] of flips) if (part.length > 0) part[at % part.length] = to;
      const path = writeLog(part);
      const { events, coverage } = readAll(hail, { path });
      expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(events.length);
      if (flips.length === 0) expect(coverage.broken.count).toBeLessThanOrEqual(1);
      for (const source of hail.sessionsIn(path, logs)) readAll(hail, source);
    }),
    { numRuns: 500 },
  );
});

test('whatever the lines hold, each is tallied once', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const any = fc.record(
    {
      type: fc.constantFrom('event', 'header', 'stats', 'x'),
      event_id: value,
      timestamp: value,
      event_type: fc.oneof(value, fc.constant({ type: 'UserMessage' }), fc.constant({ type: '__proto__' })),
      content: fc.oneof(value, fc.constant({ blocks: [] })),
      attributes: value,
    },
    { requiredKeys: ['type'] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(any, value), { maxLength: 12 }), (lines) => {
      const path = writeLog(header('a') + lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
      const { coverage, events } = readAll(hail, { path });
      expect(coverage.records).toBe(lines.length + 1);
      for (const event of events) expect(typeof event.event_id).toBe('string');
    }),
    { numRuns: 500 },
  );
});
