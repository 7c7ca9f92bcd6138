import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hail } from '../../../src/agents/hail/hail.ts';
import type { LogLine } from '../../../src/agents/log-reader.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

const dir = mkdtempSync(join(tmpdir(), 'opensession-hail-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const header = (session_id: string): object => ({
  type: 'header',
  version: 'hail-1.0.0',
  session_id,
  agent: { provider: 'p', model: 'm', tool: 't' },
  context: { created_at: '2026-01-05T09:00:00Z', updated_at: '2026-01-05T09:00:00Z' },
});
const said = (event_id: string): object => ({
  type: 'event',
  event_id,
  timestamp: '2026-01-05T09:00:00Z',
  event_type: { type: 'UserMessage' },
  content: { blocks: [{ type: 'Text', text: 'Go on' }] },
});

test('of several sessions in a file each line is parsed for its own session alone', async () => {
  const path = join(dir, 'many.hail.jsonl');
  const ids = ['one', 'two', 'three', 'four', 'five'];
  const records = ids.flatMap((id) => [header(id), said(`${id}-1`), said(`${id}-2`)]);
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const parsed: string[] = [];
  const real = openLogReader();
  const text = (line: LogLine): string => {
    parsed.push(line.text());
    return line.text();
  };
  const counted = (line: LogLine): LogLine => ({ ...line, text: () => text(line) });
  const logs = { ...real, lines: (file: string) => Iterator.from(real.lines(file)).map(counted) };
  const sources = [...hail.sessionsIn(path, real)];
  const reader = await hail.reader();
  const read = sources.map((source) => [...reader({ source, logs, tally: createTally() })].map((one) => one.event_id));
  expect(read).toEqual(ids.map((id) => [`${id}-1`, `${id}-2`]));
  // headers are looked at to tell where it begins
  expect(parsed.filter((line) => !line.includes('"header"'))).toHaveLength(2 * ids.length);
});
