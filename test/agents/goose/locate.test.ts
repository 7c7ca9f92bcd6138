import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { goose } from '../../../src/agents/goose/goose.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { buildStore } from '../build-store.ts';
import { readerOf } from '../read-all.ts';

const SQL = readFileSync(join(import.meta.dirname, '../../fixtures/logs/goose/store-2026/sessions.db.sql'), 'utf8');

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'goose-'));
});
afterEach(() => rmSync(home, { recursive: true }));

test('roots on the three systems, and below GOOSE_PATH_ROOT', () => {
  expect(goose.roots({ platform: 'linux', home: '/home/x', env: { XDG_DATA_HOME: '/data' } })).toEqual([
    '/data/goose/sessions',
    '/home/x/.local/share/goose/sessions',
  ]);
  expect(goose.roots({ platform: 'darwin', home: '/Users/x', env: { GOOSE_PATH_ROOT: '/g' } })).toEqual([
    '/g/data/sessions',
    '/Users/x/.local/share/goose/sessions',
    '/Users/x/Library/Application Support/Block/goose/sessions',
  ]);
  expect(goose.roots({ platform: 'win32', home: 'C:\\Users\\x', env: { APPDATA: 'D:\\Roaming' } })).toEqual([
    'D:\\Roaming\\Block\\goose\\data\\sessions',
  ]);
});

test('finds the sessions of persons that hold something, and files that were not taken into the store', () => {
  buildStore(join(home, 'sessions.db'), SQL);
  for (const name of ['20260105_1.jsonl', '20250513_120000.jsonl', 'notes.txt']) writeFileSync(join(home, name), '{}');
  const found = [...goose.find(home, openLogReader())];
  expect(found.map(({ key, known }) => [key, known?.session_id])).toEqual([
    ['20260105_1', '20260105_1'],
    [undefined, '20250513_120000'],
  ]);
  expect(found[0]?.known).toEqual({
    session_id: '20260105_1',
    cwd: '/home/dev/repo',
    title: 'Trim blanks',
    created_at: '2026-01-05T09:00:00Z',
    updated_at: '2026-01-05T09:05:00Z',
  });
});

test('a damaged store hides no other session', () => {
  const bytes = readFileSync(buildStore(join(home, 'sessions.db'), SQL));
  writeFileSync(join(home, 'sessions.db'), bytes.subarray(0, 5000));
  writeFileSync(join(home, '20250513_120000.jsonl'), '{}');
  expect([...goose.find(home, openLogReader())].map(({ path }) => path)).toEqual([
    join(home, 'sessions.db'),
    join(home, '20250513_120000.jsonl'),
  ]);
});

test('recognises a store by its schema, a file by its first line', () => {
  const path = buildStore(join(home, 'x.db'), SQL);
  expect(goose.recognise(path, openLogReader().head(path, 65_536))).toBeGreaterThan(90);
  buildStore(path, 'create table session (id text); create table part (id text)');
  expect(goose.recognise(path, openLogReader().head(path, 65_536))).toBe(0);
  expect(goose.recognise('/a.jsonl', '{"working_dir":"/a","description":"","message_count":2}\n')).toBeGreaterThan(60);
  expect(goose.recognise('/a.jsonl', '{"role":"user","created":1747178328,"content":[]}\n')).toBeGreaterThan(40);
  expect(goose.recognise('/a/goose/sessions/a.jsonl', '')).toBeLessThanOrEqual(40);
  expect(goose.recognise('/a.jsonl', '{"type":"user","uuid":"a","sessionId":"b"}\n')).toBe(0);
});

test('an unknown session is said to be missing', () => {
  const path = buildStore(join(home, 'x.db'), SQL);
  const read = readerOf(goose)({
    source: { agent: 'goose', path, key: 'nobody' },
    logs: openLogReader(),
    tally: { understood: () => {}, ignored: () => {}, unknown: () => {}, broken: () => {} },
  });
  expect(() => read.next()).toThrow(expect.objectContaining({ code: 'session_not_found' }));
});
