import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copilot } from '../../../src/agents/copilot/copilot.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';

let home = '';
const put = (path: string, text: string): string => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const record = (type: string, data: object): string =>
  `${JSON.stringify({ type, data, id: type, timestamp: '2026-03-04T09:00:01.000Z', parentId: null })}\n`;
const SQL = record('assistant.message', {
  content: 'Planning.',
  toolRequests: [
    { toolCallId: 'q', name: 'sql', arguments: { query: "INSERT INTO todos (id, title) VALUES ('a', 'A')" } },
  ],
});

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'opensession-copilot-'));
  put('session-state/aaaa/events.jsonl', SQL);
  put(
    'session-state/aaaa/workspace.yaml',
    'name: "A \\"quoted\\" name"\ncwd: /srv/app\nbranch: main\nsummary: |-\n  x\n',
  );
  put('session-state/bbbb/workspace.yaml', 'id: bbbb\n');
  put('session-state/cccc.jsonl', record('user.message', { content: 'Hi' }));
  put('session-state/.session-operation-locks/aaaa.lock', '');
  const db = new DatabaseSync(join(home, 'session-state/aaaa/session.db'));
  db.exec(`CREATE TABLE todos (id TEXT PRIMARY KEY, title TEXT NOT NULL, status TEXT);
    CREATE TABLE todo_deps (todo_id TEXT, depends_on TEXT);
    INSERT INTO todos VALUES ('a', 'Write', 'done'), ('b', 'Test', 'in_progress'), ('c', 'Ship', 'pending');
    INSERT INTO todo_deps VALUES ('b', 'a')`);
  db.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('roots follow the environment on each system', () => {
  expect(copilot.roots({ platform: 'linux', home: '/home/dev', env: {} })).toEqual([
    '/home/dev/.copilot/session-state',
  ]);
  const moved = {
    platform: 'darwin',
    home: '/Users/dev',
    env: { COPILOT_HOME: '/data/c', XDG_STATE_HOME: '/state' },
  } as const;
  expect(copilot.roots(moved)).toEqual([
    '/data/c/session-state',
    '/state/.copilot/session-state',
    '/Users/dev/.copilot/session-state',
  ]);
  const windows = copilot.roots({ platform: 'win32', home: String.raw`C:\Users\dev`, env: {} });
  expect(windows).toEqual([String.raw`C:\Users\dev\.copilot\session-state`]);
});

test('finds folders that hold events, and flat logs', () => {
  const found = [...copilot.find(join(home, 'session-state'), openLogReader())];
  expect(found.map(({ path, known }) => [path.slice(home.length + 15), known?.session_id])).toEqual([
    ['aaaa/events.jsonl', 'aaaa'],
    ['cccc.jsonl', 'cccc'],
  ]);
});

test('a session may be named by its folder; its files are what it is read from', () => {
  const folder = join(home, 'session-state/aaaa');
  const [source] = [...copilot.sessionsIn(folder, openLogReader())];
  expect(source?.path).toBe(join(folder, 'events.jsonl'));
  expect(copilot.files?.({ agent: 'copilot', path: join(folder, 'events.jsonl') }, openLogReader())).toEqual([
    join(folder, 'events.jsonl'),
    join(folder, 'workspace.yaml'),
    join(folder, 'session.db'),
  ]);
});

test('the plan is read from the database beside the log, when the log says that there is one', () => {
  const { head, events } = readAll(copilot, { path: join(home, 'session-state/aaaa/events.jsonl') });
  expect(events.at(-1)?.attributes?.[ATTR.plan]).toEqual([
    { id: 'a', text: 'Write', status: 'completed' },
    { id: 'b', text: 'Test', status: 'in_progress', depends_on: ['a'] },
    { id: 'c', text: 'Ship', status: 'pending' },
  ]);
  expect(head).toMatchObject({
    session_id: 'aaaa',
    cwd: '/srv/app',
    branch: 'main',
    context: { title: 'A "quoted" name' },
  });
  expect(head.sources).toHaveLength(2);
});

test.each([
  ['its own', '/x/a.jsonl', record('session.start', { sessionId: 'a', producer: 'copilot-agent' }), 90, 100],
  ['a log without its first line', '/x/a.jsonl', '{"type":"user.message","data":{"content":"x"}}\n', 60, 80],
  ['a place alone', '/home/dev/.copilot/session-state/a/events.jsonl', '', 1, 40],
  ['a log of another', '/x/a.jsonl', '{"type":"user","uuid":"1","sessionId":"s"}\n', 0, 0],
])('recognises %s', (_name, path, head, least, most) => {
  expect(copilot.recognise(path, head)).toBeGreaterThanOrEqual(least);
  expect(copilot.recognise(path, head)).toBeLessThanOrEqual(most);
});
