import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opencode } from '../../../src/agents/opencode/opencode.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';
import { makeStore } from './build-store.ts';

const TREE = join(import.meta.dirname, '../../fixtures/logs/opencode/tree/storage');
const SESSION = 'ses_made00000000000000000001';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'opensession-opencode-'));
  cpSync(TREE, join(root, 'storage'), { recursive: true });
  const older = join(root, 'project/app/storage/session/info');
  mkdirSync(older, { recursive: true });
  writeFileSync(
    join(older, 'ses_oldest.json'),
    '{"id":"ses_oldest","title":"Oldest","time":{"created":1767603600000}}',
  );
  writeFileSync(join(older, 'ses_broken.json'), '{');
  writeFileSync(join(root, 'auth.json'), '{}');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const found = (): readonly unknown[] =>
  [...opencode.find(root, openLogReader())].map(({ path, key, known }) => [
    path.slice(root.length + 1),
    key,
    known?.session_id,
    known?.title,
  ]);

test('roots follow the environment on each system', () => {
  const at = (env: { readonly [name: string]: string }): readonly string[] =>
    opencode.roots({ platform: 'linux', home: '/home/dev', env });
  const home = '/home/dev/.local/share/opencode';
  expect(at({})).toEqual([home]);
  expect(at({ XDG_DATA_HOME: '/data' })).toEqual(['/data/opencode', home]);
  expect(at({ OPENCODE_DB: '/x/mine.db' })).toEqual(['/x/mine.db', home]);
  expect(at({ OPENCODE_DB: 'mine.db' })).toEqual([`${home}/mine.db`, home]);
  expect(at({ OPENCODE_DB: 'opencode-dev.db' })).toEqual([home]);
  expect(at({ OPENCODE_DB: ':memory:' })).toEqual([home]);
  const windows = opencode.roots({ platform: 'win32', home: String.raw`C:\Users\dev`, env: {} });
  expect(windows).toEqual([String.raw`C:\Users\dev\.local\share\opencode`]);
});

test('finds the sessions of both trees, without those of sub-agents', () => {
  expect(found()).toEqual([
    [`storage/session/prj/${SESSION}.json`, undefined, SESSION, 'Rename the greeting'],
    ['project/app/storage/session/info/ses_broken.json', undefined, undefined, undefined],
    ['project/app/storage/session/info/ses_oldest.json', undefined, 'ses_oldest', 'Oldest'],
  ]);
});

test('a session that was moved into a database counts there, once over all channels', () => {
  const store = makeStore(join(root, 'opencode.db')).session({ id: SESSION, title: 'Moved' });
  store.session({ id: 'kid', parent_id: SESSION }).session({ id: 'orphan', parent_id: 'gone' }).close();
  makeStore(join(root, 'opencode-dev.db')).session({ id: SESSION }).session({ id: 'ses_dev' }).close();
  expect(found().slice(0, 3)).toEqual([
    ['opencode-dev.db', 'ses_dev', 'ses_dev', 'Made'],
    ['opencode-dev.db', SESSION, SESSION, 'Made'],
    ['opencode.db', 'orphan', 'orphan', 'Made'],
  ]);
  expect(found()).toHaveLength(5);
});

test('a damaged document of a session that was moved is no session, nor said to be damaged', () => {
  const moved = join(root, 'moved');
  cpSync(join(root, 'project'), join(moved, 'project'), { recursive: true });
  makeStore(join(moved, 'opencode.db')).session({ id: 'ses_broken' }).close();
  const keys = [...opencode.find(moved, openLogReader())].map(({ key, known }) => [key, known?.session_id]);
  expect(keys).toEqual([
    ['ses_broken', 'ses_broken'],
    [undefined, 'ses_oldest'],
  ]);
});

test("a sub-agent's session whose parent is gone stands for itself, and states none", () => {
  const path = join(root, 'orphans.db');
  makeStore(path)
    .session({ id: 'main' })
    .session({ id: 'kid', parent_id: 'main' })
    .session({ id: 'orphan', parent_id: 'gone' })
    .close();
  const logs = openLogReader();
  const sources = [...opencode.sessionsIn(path, logs)];
  expect(new Set(sources.map(({ key }) => key))).toEqual(new Set(['main', 'orphan']));
  for (const source of sources) {
    expect(source.known?.parent_session_id).toBeUndefined();
    expect(readAll(opencode, source, logs).head.parent_session_id).toBeUndefined();
  }
  expect(readAll(opencode, { path, key: 'kid' }, logs).head.parent_session_id).toBe('main');
});

test('the store of the older Go program is not taken for ours', () => {
  const path = join(root, 'go.db');
  const database = new DatabaseSync(path);
  database.exec('create table sessions (id text); create table messages (id text, parts text)');
  database.close();
  expect([...opencode.sessionsIn(path, openLogReader())]).toEqual([]);
});

test('the files of a session', () => {
  const logs = openLogReader();
  const path = join(root, 'storage/session/prj', `${SESSION}.json`);
  const files = opencode.files?.({ agent: 'opencode', path }, logs) ?? [];
  expect([files[0], files.length]).toEqual([path, 1 + 3 + 3 + 9 + 2]);
  const store = join(root, 'opencode.db');
  expect(opencode.files?.({ agent: 'opencode', path: store, key: SESSION }, logs)).toEqual([store]);
  writeFileSync(`${store}-wal`, '');
  expect(opencode.files?.({ agent: 'opencode', path: store, key: SESSION }, logs)).toEqual([store, `${store}-wal`]);
  rmSync(`${store}-wal`);
});

describe('recognises its own', () => {
  test('a store by its schema, a session by its document', () => {
    const logs = openLogReader();
    const path = makeStore(join(root, 'some.db')).close();
    expect(opencode.recognise(path, logs.head(path, 65_536))).toBeGreaterThan(90);
    const session = join(root, 'storage/session/prj', `${SESSION}.json`);
    expect(opencode.recognise(session, logs.head(session, 65_536))).toBeGreaterThan(90);
  });

  test('but not by the path alone, nor the stores of others', () => {
    expect(opencode.recognise('/x/storage/session/p/ses_1.json', '')).toBeLessThanOrEqual(40);
    expect(opencode.recognise('/x/opencode.db', '')).toBeLessThanOrEqual(40);
    expect(opencode.recognise('/x/other.db', 'SQLite format 3\0CREATE TABLE sessions')).toBe(0);
  });
});
