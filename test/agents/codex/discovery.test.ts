import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codex } from '../../../src/agents/codex/codex.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

const LOG = join(import.meta.dirname, '../../fixtures/logs/codex/completed-items/input.jsonl');
const NAME = 'rollout-2026-11-22T10-00-00-01a202aa-0000-7000-8000-000000000001.jsonl';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'codex-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const put = (path: string, content: string | Uint8Array = readFileSync(LOG)): void => {
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), content);
};

const found = (root: string): readonly string[] =>
  [...codex.find(join(home, root), openLogReader())].map(({ path }) =>
    path.slice(home.length + 1).replaceAll('\\', '/'),
  );

test('roots: live and archived sessions of CODEX_HOME and of the home, as each system writes paths', () => {
  expect(codex.roots({ platform: 'linux', home: '/home/x', env: {} })).toEqual([
    '/home/x/.codex/sessions',
    '/home/x/.codex/archived_sessions',
  ]);
  expect(codex.roots({ platform: 'linux', home: '/home/x', env: { CODEX_HOME: '/data/codex/' } })[0]).toBe(
    '/data/codex/sessions',
  );
  expect(codex.roots({ platform: 'linux', home: '/home/x', env: { CODEX_HOME: '/home/x/.codex' } })).toHaveLength(2);
  expect(codex.roots({ platform: 'win32', home: 'C:\\Users\\x', env: {} })[0]).toBe('C:\\Users\\x\\.codex\\sessions');
});

test('finds dated, flat, old and compressed rollouts; a plain one wins over its compressed copy', () => {
  put(`sessions/2026/11/22/${NAME}`);
  put(`sessions/2026/11/22/${NAME}.zst`, 'stale');
  put(`sessions/2026/11/21/${NAME.replace('22T', '21T')}.zst`, 'x');
  put(`sessions/2026/11/21/${NAME}.zst.tmp`, 'x');
  put('sessions/2026/11/21/notes.jsonl', 'x');
  put(`sessions/2026/11/21/${NAME.replace('.jsonl', '.timers.json')}x`, 'x');
  put('sessions/rollout-2025-04-20-0b0f4a10-1111-4222-8333-444455556666.json', '{}');
  put(`archived_sessions/${NAME}`);
  expect(found('sessions')).toEqual([
    `sessions/2026/11/21/${NAME.replace('22T', '21T')}.zst`,
    `sessions/2026/11/22/${NAME}`,
    'sessions/rollout-2025-04-20-0b0f4a10-1111-4222-8333-444455556666.json',
  ]);
  expect(found('archived_sessions')).toEqual([`archived_sessions/${NAME}`]);
});

test('the name tells the id, and the id when the session began', () => {
  put(`sessions/2026/11/22/${NAME}`);
  const [source] = codex.find(join(home, 'sessions'), openLogReader());
  expect(source?.known?.session_id).toBe('01a202aa-0000-7000-8000-000000000001');
  expect(source?.known?.created_at).toMatch(/^2026-11-22T/);
});

test('a compressed rollout reads as the plain one', () => {
  put(`${NAME}.zst`, zstdCompressSync(readFileSync(LOG)));
  const [compressed, plain] = [readAll(codex, { path: join(home, `${NAME}.zst`) }), readAll(codex, { path: LOG })];
  expect(compressed.events).toEqual(plain.events);
  expect(compressed.head.sources.map((path) => basename(path))).toEqual([`${NAME}.zst`]);
});

test.each([
  ['a rollout by its first line', 'x.jsonl', readFileSync(LOG, 'utf8').slice(0, 65_536), 90, 100],
  ['a rollout cut at its start', 'x.jsonl', readFileSync(LOG, 'utf8').slice(200, 4096), 80, 100],
  ['mid 2025', 'x.jsonl', '{"id":"0b0f","timestamp":"2025-07-01T10:00:00.000Z","instructions":null}\n', 80, 100],
  [
    'early 2025',
    'x.json',
    '{\n "session": {\n "timestamp": "2025-04-20", "id": "a", "instructions": ""},"items":[]}',
    80,
    100,
  ],
  ['a name alone', '/h/.codex/sessions/2026/11/22/rollout-2026-a.jsonl', '', 20, 40],
  [
    'another agent in that place',
    '/h/.codex/sessions/2026/11/22/rollout-2026-a.jsonl',
    '{"type":"user","uuid":"a","sessionId":"b"}\n',
    0,
    0,
  ],
  [
    'another agent',
    'x.jsonl',
    '{"type":"session","version":3,"id":"a","timestamp":"2026-01-01T00:00:00.000Z","cwd":"/"}\n',
    0,
    0,
  ],
  ['no log at all', 'x.jsonl', 'hello', 0, 0],
  ['nothing', 'x.jsonl', '', 0, 0],
])('recognises %s', (_what, path, head, least, most) => {
  const sure = codex.recognise(path, head);
  expect(sure).toBeGreaterThanOrEqual(least);
  expect(sure).toBeLessThanOrEqual(most);
});
