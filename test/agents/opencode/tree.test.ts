import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { opencode } from '../../../src/agents/opencode/opencode.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const FIXTURE = join(import.meta.dirname, '../../fixtures/logs/opencode/tree');
const PATH = join(FIXTURE, 'storage/session/prj/ses_made00000000000000000001.json');
const CHILD = 'ses_made00000000000000000002';

test('messages come in the order of their times, whatever their names', () => {
  const { events, coverage } = readAll(opencode, { path: PATH });
  const own = events.filter((event) => event.task_id === undefined);
  expect(own.map((event) => event.event_type.type)).toEqual([
    'UserMessage',
    'Thinking',
    'AgentMessage',
    'ToolCall',
    'ToolResult',
    'FileEdit',
    'ToolResult',
    'ShellCommand',
    'ToolResult',
    'AgentMessage',
    'Custom',
  ]);
  expect([coverage.broken.count, coverage.unknown]).toEqual([1, [{ type: 'part/hologram', count: 1 }]]);
});

test('a session that is not there is an error with a code', () => {
  expect(() => readAll(opencode, { path: join(FIXTURE, 'storage/session/prj/ses_none.json') })).toThrow(
    expect.objectContaining({ code: 'session_not_found' }),
  );
});

test('one that is damaged is not one that is gone, of which a list says nothing', () => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-opencode-'));
  try {
    const path = join(dir, 'ses_torn.json');
    writeFileSync(path, '{"id": "ses_to');
    expect(() => readAll(opencode, { path })).toThrow(expect.objectContaining({ code: 'log_broken' }));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("a sub-agent's session in the folder of another project is read with the one that names it", () => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-opencode-'));
  try {
    cpSync(FIXTURE, dir, { recursive: true });
    const own = join(dir, 'storage/session/prj');
    const other = join(dir, 'storage/session/other');
    mkdirSync(other);
    renameSync(join(own, `${CHILD}.json`), join(other, `${CHILD}.json`));
    const read = (path: string) => readAll(opencode, { path });
    expect(read(join(own, basename(PATH))).events).toEqual(read(PATH).events);
    expect(read(join(other, `${CHILD}.json`)).head.parent_session_id).toBe(basename(PATH, '.json'));
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('the documents beside it are read once, however many sub-agents it has', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-opencode-'));
  try {
    const put = (id: string, more: object): void =>
      writeFileSync(join(dir, `${id}.json`), JSON.stringify({ id, ...more }));
    const ids = ['ses_2', 'ses_3', 'ses_4'];
    put('ses_1', {});
    for (const id of ids) put(id, { parentID: 'ses_1' });
    const read: string[] = [];
    const real = openLogReader();
    const logs = { ...real, json: (path: string) => (read.push(path), real.json(path)) };
    const reader = await opencode.reader();
    const source = { agent: 'opencode', path: join(dir, 'ses_1.json') };
    const lanes = [...reader({ source, logs, tally: createTally() })].map(({ task_id }) => task_id);
    expect(lanes).toEqual(ids);
    // the first, once more, for itself
    expect(read).toHaveLength(1 + 1 + ids.length);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
