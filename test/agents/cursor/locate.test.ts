import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cursor } from '../../../src/agents/cursor/cursor.ts';
import { LONGEST } from '../../../src/agents/cursor/held-text.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { rememberingLists } from '../../../src/engine/remembering-lists.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll } from '../read-all.ts';
import { buildStore } from '../build-store.ts';
import { buildChat, buildIde } from './build-store.ts';

const home = mkdtempSync(join(tmpdir(), 'cursor-home-'));
afterAll(() => rmSync(home, { recursive: true }));
const logs = openLogReader();

const USER = join(home, '.config/Cursor/User');
const DOT = join(home, '.cursor');
const CHAT = 'a1b2c3d4-0000-4000-8000-000000000001';
const SPOKEN = '77770000-0000-4000-8000-000000000001';
const FIXTURES = join(import.meta.dirname, '../../fixtures/logs/cursor');

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** The store of a golden case. */
const put = (name: string, path: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  buildStore(path, readFileSync(join(FIXTURES, `${name}.sql`), 'utf8'));
};

const line = JSON.stringify({ role: 'user', message: { content: [{ type: 'text', text: 'Hi' }] } });

put('ide-tools/state.vscdb', join(USER, 'globalStorage/state.vscdb'));
put('composer-2024/state.vscdb', join(USER, 'workspaceStorage/h1/state.vscdb'));
write(join(USER, 'workspaceStorage/h1/workspace.json'), '{"folder":"file:///home/dev/my%20app"}');
buildIde(join(USER, 'workspaceStorage/h2/state.vscdb'), {
  ItemTable: { 'composer.composerData': { allComposers: [{ composerId: 'c1' }] } },
});
write(join(USER, 'workspaceStorage/h2/workspace.json'), '{"folder":');
put('cli-turns/store.db', join(DOT, 'chats/0f0f', CHAT, 'store.db'));
cpSync(join(FIXTURES, 'cli-turns/meta.json'), join(DOT, 'chats/0f0f', CHAT, 'meta.json'));
buildChat(join(DOT, 'chats/0f0f/sub/store.db'), { meta: { agentId: 'sub' }, blobs: [], sidecar: { isSubagent: true } });
write(join(DOT, 'chats/0f0f/damaged/store.db'), 'SQLite format 3\0 and nothing more');
cpSync(join(FIXTURES, 'transcript/projects'), join(DOT, 'projects'), { recursive: true });
// the same sessions once more, as transcripts
for (const id of ['c1', CHAT]) write(join(DOT, 'projects/home-dev-app/agent-transcripts', id, `${id}.jsonl`), line);
write(join(DOT, 'projects/home-dev-app/agent-transcripts', `${SPOKEN}.txt`), 'user:\nHi\n');
write(join(DOT, 'projects/home-dev-my-app/agent-transcripts/flat.txt'), 'user:\nHi\n');

const idsBelow = (root: string): readonly (string | undefined)[] =>
  [...cursor.find(root, logs)].map(({ known }) => known?.session_id);

test('roots on each system, and what overrides them', () => {
  const roots = (platform: 'linux' | 'darwin' | 'win32', own: string, env = {}) =>
    cursor.roots({ platform, home: own, env });
  expect(roots('linux', '/h')).toEqual([
    '/h/.config/Cursor/User',
    '/h/.cursor-server/data/User',
    '/h/.cursor',
    '/h/.cursor-server',
  ]);
  expect(roots('linux', '/h', { XDG_CONFIG_HOME: '/x', CURSOR_DATA_DIR: '/d' })).toEqual(
    expect.arrayContaining(['/x/Cursor/User', '/h/.config/Cursor/User', '/d']),
  );
  expect(roots('darwin', '/Users/d')).toContain('/Users/d/Library/Application Support/Cursor/User');
  expect(roots('win32', 'C:\\Users\\d')).toContain('C:\\Users\\d\\AppData\\Roaming\\Cursor\\User');
  expect(roots('win32', 'C:\\Users\\d', { APPDATA: 'D:\\R' })).toContain('D:\\R\\Cursor\\User');
});

test('the IDE: conversations with a message, with the folder of the workspace that lists them', () => {
  const found = [...cursor.find(USER, logs)];
  expect(found.map(({ key }) => key)).toEqual(['broken', 'c1', 'w1', 'tab1']);
  expect(found[1]?.known).toEqual({
    session_id: 'c1',
    title: 'Fix the parser',
    cwd: '/home/dev/app',
    created_at: '2026-01-05T09:00:00.000Z',
    updated_at: '2026-01-05T09:01:40.000Z',
  });
  expect(found[2]?.known?.cwd).toBe('/home/dev/my app');
});

test("a sub-agent's conversation whose parent is gone stands for itself, and states none", () => {
  const composer = (parent: string | undefined): unknown => ({
    createdAt: 1767603625000,
    ...(parent === undefined ? {} : { subagentInfo: { parentComposerId: parent } }),
    fullConversationHeadersOnly: [{ bubbleId: 'b' }],
  });
  const path = buildIde(join(USER, '../orphans/state.vscdb'), {
    cursorDiskKV: {
      'composerData:main': composer(undefined),
      'composerData:kid': composer('main'),
      'composerData:orphan': composer('gone'),
      ...Object.fromEntries(['main', 'kid', 'orphan'].map((id) => [`bubbleId:${id}:b`, { type: 1, text: 'Go on' }])),
    },
  });
  const parentOf = (key: string): unknown => readAll(cursor, { path, key }).head.parent_session_id;
  const keys = [...cursor.sessionsIn(path, openLogReader())].map(({ key }) => key ?? '');
  expect(keys).toEqual(['main', 'orphan']);
  expect(keys.map(parentOf)).toEqual([undefined, undefined]);
  expect(parentOf('kid')).toBe('main');
});

test('a session that lies in several stores is found once, in the richest', () => {
  const ids = idsBelow(DOT);
  expect(ids).toHaveLength(4);
  expect(new Set(ids)).toEqual(new Set([SPOKEN, CHAT, 'damaged', 'flat']));
  const spoken = [...cursor.find(DOT, logs)].find(({ known }) => known?.session_id === SPOKEN);
  expect(spoken?.path.endsWith('.jsonl')).toBe(true);
  const ide = [...cursor.find(USER, logs)].find(({ key }) => key === 'c1');
  if (ide === undefined) throw new Error('nothing found');
  expect(readAll(cursor, ide).head.context.attributes).toMatchObject({ store: 'ide' });
});

test('the directory of a transcript: of a workspace with such a name, or of the paths that were used', () => {
  const found = [...cursor.find(DOT, logs)];
  expect(found.find(({ known }) => known?.session_id === 'flat')?.known?.cwd).toBe('/home/dev/my app');
  const spoken = found.find(({ known }) => known?.session_id === SPOKEN);
  expect(spoken === undefined ? undefined : readAll(cursor, spoken).head.cwd).toBe('/home/dev/app');
});

test('files whose change makes an artifact stale', () => {
  const [path] = [...cursor.find(DOT, logs)].filter(({ known }) => known?.session_id === SPOKEN);
  if (path === undefined) throw new Error('nothing found');
  expect(cursor.files?.(path, logs)).toHaveLength(3);
});

test('recognised by content, by the path alone never for sure', () => {
  const head = (path: string): number => cursor.recognise(path, logs.head(path, 65_536));
  expect(head(join(USER, 'globalStorage/state.vscdb'))).toBeGreaterThan(90);
  expect(head(join(DOT, 'chats/0f0f', CHAT, 'store.db'))).toBeGreaterThan(60);
  expect(head(join(DOT, 'projects/home-dev-app/agent-transcripts', CHAT, `${CHAT}.jsonl`))).toBeGreaterThan(90);
  expect(head(join(DOT, 'projects/home-dev-my-app/agent-transcripts/flat.txt'))).toBeLessThanOrEqual(40);
  expect(cursor.recognise('/h/.cursor/projects/p/agent-transcripts/a.jsonl', '')).toBeLessThanOrEqual(40);
  const others = [
    '{"type":"user","message":{"role":"user","content":"Hi"},"uuid":"1","sessionId":"2"}',
    '{"timestamp":"2026-01-05T09:00:00.000Z","type":"session_meta","payload":{}}',
    '{"type":"header","version":"hail-1.0.0"}',
    'SQLite format 3\0 CREATE TABLE session (id text); CREATE TABLE part (id text)',
  ];
  expect(others.map((text) => cursor.recognise('/tmp/a.jsonl', text))).toEqual([0, 0, 0, 0]);
});

test('workspaces are looked through once where many conversations stand in none', async () => {
  const user = join(home, 'many/Cursor/User');
  const ids = ['d1', 'd2', 'd3'];
  const documents = ids.map((id): [string, unknown] => [
    `composerData:${id}`,
    { composerId: id, createdAt: 1767603600000, conversation: [{ type: 1, bubbleId: `${id}-1`, text: 'Hi' }] },
  ]);
  buildIde(join(user, 'globalStorage/state.vscdb'), { cursorDiskKV: Object.fromEntries(documents) });
  const store = join(user, 'workspaceStorage/h1/state.vscdb');
  buildIde(store, { ItemTable: { 'composer.composerData': { allComposers: [{ composerId: 'other' }] } } });
  write(join(user, 'workspaceStorage/h1/workspace.json'), '{"folder":"file:///srv/app"}');
  let looks = 0;
  const once = rememberingLists({ ...logs, json: (path) => (looks++, logs.json(path)) });
  const found = [...cursor.find(user, once)];
  const before = looks;
  const reader = await cursor.reader();
  for (const source of found) expect([...reader({ source, logs: once, tally: createTally() })]).toHaveLength(1);
  expect(found.map(({ key }) => key)).toEqual(ids);
  expect(looks).toBe(before);
});

const said = (id: string) => ({ tabId: id, lastSendTime: 1_720_000_000_000, bubbles: [{ type: 'user', text: 'Hi' }] });
const TABS = 'workbench.panel.aichat.view.aichat.chatdata';

test('chat tabs of a workspace of several folders are read for each, and parsed once in a listing; of one workspace they are held', () => {
  const [path = '', other = ''] = ['h', 'i'].map((folder) =>
    buildIde(join(home, `tabs/workspaceStorage/${folder}/state.vscdb`), {
      ItemTable: { [TABS]: { tabs: ['a', 'b', 'c'].map(said) } },
    }),
  );
  let asked = 0;
  const rows: typeof logs.rows = (file, query) => {
    if (query.params?.includes(TABS) === true) asked++;
    return logs.rows(file, query);
  };
  const listing = rememberingLists({ ...logs, rows });
  const readIn = (store: string) =>
    [...cursor.sessionsIn(store, listing)].map((source) => readAll(cursor, source, listing).head.session_id);
  expect({ read: readIn(path), asked }).toEqual({ read: ['a', 'b', 'c'], asked: 1 });
  readIn(other);
  readIn(path);
  expect(asked).toBe(3);
});

test('conversations in a value that cannot be parsed are not passed over without a word', () => {
  const path = buildIde(join(home, 'torn/workspaceStorage/h/state.vscdb'), {
    ItemTable: { [TABS]: '{"tabs":[{"tabId":"a"', 'composer.composerData': { allComposers: [said('x')] } },
    cursorDiskKV: { 'composerData:c': { composerId: 'c', conversation: [{ type: 1, text: 'Hi' }] } },
  });
  const sources = [...cursor.sessionsIn(path, logs)];
  expect(sources.map(({ key }) => key)).toEqual(['c', TABS]);
  const [whole, torn] = sources.map((source) => () => readAll(cursor, source));
  expect(whole?.().events).not.toEqual([]);
  expect(torn).toThrow(expect.objectContaining({ code: 'log_broken', message: expect.stringContaining(path) }));
});

test('a row of a conversation that is no JSON is told, and one that was emptied is none', () => {
  const path = buildIde(join(home, 'torn-row/state.vscdb'), {
    cursorDiskKV: {
      'composerData:emptied': '',
      'composerData:gone': 'null',
      'composerData:torn': '{"conversation":[{"type":1,"te',
      'composerData:whole': { composerId: 'whole', conversation: [{ type: 1, text: 'Hi' }] },
    },
  });
  const sources = [...cursor.sessionsIn(path, logs)];
  expect(sources.map(({ key }) => key)).toEqual(['torn', 'whole']);
  const [torn, whole] = sources.map((source) => () => readAll(cursor, source));
  expect(torn).toThrow(expect.objectContaining({ code: 'log_broken', message: expect.stringContaining(path) }));
  expect(whole?.().events).not.toEqual([]);
});

test('a value that cannot be parsed hides none of another store', () => {
  const user = join(home, 'two-torn/Cursor/User');
  const stores = ['globalStorage', 'workspaceStorage/a', 'workspaceStorage/b'].map((folder) =>
    buildIde(join(user, folder, 'state.vscdb'), { ItemTable: { [TABS]: '{"tabs":[{' } }),
  );
  const found = [...cursor.find(user, logs)].map(({ path, key }) => ({ path, key }));
  expect(found).toEqual(stores.map((path) => ({ path, key: TABS })));
});

test('values of more than is read are told, whatever lies beside them, and are not looked into', () => {
  const bubble = { bubbleId: 'b', type: 1, text: 'Hi' };
  const path = buildIde(join(home, 'long/state.vscdb'), {
    cursorDiskKV: {
      'composerData:long': `{"conversation":[${JSON.stringify(bubble)}],"text":"${'x'.repeat(LONGEST)}"}`,
      'composerData:whole': { composerId: 'whole', fullConversationHeadersOnly: [{ bubbleId: 'b' }] },
      'bubbleId:whole:b': bubble,
    },
  });
  const [long, whole] = [...cursor.sessionsIn(path, logs)].map((source) => () => readAll(cursor, source));
  expect(long).toThrow(expect.objectContaining({ code: 'log_broken', message: expect.stringContaining(path) }));
  expect(whole?.().coverage).toMatchObject({ broken: { count: 0 } });
  const chat = buildChat(join(home, 'long/store.db'), {
    meta: { agentId: 'c' },
    blobs: [
      { role: 'user', content: 'Hi' },
      'protobuf',
      { role: 'assistant', content: 'x'.repeat(LONGEST) },
      { role: 'assistant', content: `→${'x'.repeat(LONGEST / 2)}` },
    ],
  });
  expect(readAll(cursor, { path: chat }).coverage).toMatchObject({ understood: 2, broken: { count: 2 } });
});
