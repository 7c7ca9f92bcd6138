import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cline } from '../../../src/agents/cline/cline.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { rememberingLists } from '../../../src/engine/remembering-lists.ts';
import type { LogReader } from '../../../src/agents/log-reader.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

let home = '';
const put = (path: string, text: string): string => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const DATA = '.cline/data';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'opensession-cline-'));
  for (const name of ['s1.messages.json', 's1.json', 'agent_1.messages.json', 's1.compaction.json'])
    put(`${DATA}/sessions/s1/${name}`, '{}');
  put(`${DATA}/sessions/s2/s2.messages.json`, '{}');
  put(`${DATA}/sessions/empty/x.txt`, '');
  put(`${DATA}/tasks/17/ui_messages.json`, '[]');
  put(`${DATA}/tasks/17/api_conversation_history.json`, '[]');
  put(`${DATA}/tasks/18/ui_messages.json`, '[]');
  put(
    `${DATA}/state/taskHistory.json`,
    '[{"id":"17","ts":1741168800000,"task":"Fix it","cwdOnTaskInitialization":"/srv/app"}]',
  );
  mkdirSync(join(home, DATA, 'db'));
  const database = new DatabaseSync(join(home, DATA, 'db/sessions.db'));
  database.exec(`CREATE TABLE sessions (session_id TEXT, cwd TEXT, prompt TEXT, started_at TEXT, updated_at TEXT, is_subagent INTEGER, messages_path TEXT);
    INSERT INTO sessions VALUES ('s1', '/srv/app', 'Go', '2026-03-05T10:00:00.000Z', '2026-03-05T10:10:00.000Z', 0, '/logs/s1.messages.json');
    INSERT INTO sessions VALUES ('s1__agent_1', '/srv/app', 'Count', '2026-03-05T10:00:00.000Z', '2026-03-05T10:10:00.000Z', 1, '/logs/agent_1.messages.json');`);
  database.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const found = (root: string) =>
  [...cline.find(join(home, root), openLogReader())].map(({ path, known }) => [
    path.slice(home.length + DATA.length + 2),
    known,
  ]);

test("Roo's tasks are looked for where an editor's settings put them", () => {
  const settings = (text: string): void => void put('roo/.config/Code/User/settings.json', text);
  const place = { platform: 'linux', home: join(home, 'roo'), env: {} } as const;
  const more = () => {
    const plain = new Set(cline.roots(place));
    return cline.roots(place, openLogReader()).filter((root) => !plain.has(root));
  };
  settings('{\n  // mine\n  "roo-cline.customStoragePath" : "/data/\\"roo\\"",\n}');
  expect(more()).toEqual(['/data/"roo"/tasks']);
  for (const text of [
    '{"roo-cline.customStoragePath": "here"}',
    '{"roo-cline.customStoragePath": 1}',
    '"'.repeat(100_000),
  ]) {
    settings(text);
    expect(more()).toEqual([]);
  }
});

test('finds each session once, with what the index tells', () => {
  expect(found(`${DATA}/sessions`)).toEqual([
    [
      'sessions/s1/s1.messages.json',
      {
        session_id: 's1',
        cwd: '/srv/app',
        title: 'Go',
        created_at: '2026-03-05T10:00:00.000Z',
        updated_at: '2026-03-05T10:10:00.000Z',
      },
    ],
    ['sessions/s2/s2.messages.json', undefined],
  ]);
});

test('finds each task once, with what its history tells', () => {
  expect(found(`${DATA}/tasks`)).toEqual([
    [
      'tasks/17/api_conversation_history.json',
      { session_id: '17', cwd: '/srv/app', title: 'Fix it', updated_at: '2025-03-05T10:00:00.000Z' },
    ],
    ['tasks/18/ui_messages.json', undefined],
  ]);
});

test('the history of tasks is read once where each of many is read', async () => {
  const ids = ['21', '22', '23'];
  for (const id of ids) put(`many/tasks/${id}/ui_messages.json`, '[]');
  put('many/state/taskHistory.json', JSON.stringify(ids.map((id) => ({ id, task: `Task ${id}`, modelId: `m-${id}` }))));
  const read: string[] = [];
  const real = rememberingLists(openLogReader());
  const document: LogReader['document'] = (path, ...how) => (read.push(path), real.document(path, ...how));
  const logs = { ...real, document };
  const reader = await cline.reader();
  const models = [...cline.find(join(home, 'many/tasks'), logs)].map((source) => {
    const reading = reader({ source, logs, tally: createTally() });
    for (let step = reading.next(); ; step = reading.next()) if (step.done === true) return step.value.agent.model;
  });
  expect(models).toEqual(['m-21', 'm-22', 'm-23']);
  expect(read.filter((path) => path.endsWith('taskHistory.json'))).toHaveLength(1);
});

test('an index names its sessions, a manifest its messages', () => {
  const inside = (path: string): readonly string[] =>
    [...cline.sessionsIn(join(home, path), openLogReader())].map((one) => one.path);
  expect(inside(`${DATA}/db/sessions.db`)).toEqual(['/logs/s1.messages.json']);
  expect(inside(`${DATA}/sessions/s1/s1.json`)).toEqual([join(home, DATA, 'sessions/s1/s1.messages.json')]);
  expect(inside(`${DATA}/tasks/18/ui_messages.json`)).toEqual([join(home, DATA, 'tasks/18/ui_messages.json')]);
});

test('the files of a session are its messages, its manifest and its sub-agents’ messages', () => {
  const files = (path: string): readonly string[] =>
    (cline.files?.({ agent: 'cline', path: join(home, DATA, path) }, openLogReader()) ?? []).map((one) =>
      one.slice(home.length + DATA.length + 2),
    );
  expect(files('sessions/s1/s1.messages.json')).toEqual([
    'sessions/s1/s1.messages.json',
    'sessions/s1/s1.json',
    'sessions/s1/agent_1.messages.json',
  ]);
  expect(files('tasks/17/api_conversation_history.json')).toEqual([
    'tasks/17/api_conversation_history.json',
    'tasks/17/ui_messages.json',
  ]);
});

describe('roots', () => {
  test('follow the environment', () => {
    const env = { CLINE_SESSION_DATA_DIR: '/s', CLINE_DATA_DIR: '/d', CLINE_DIR: '/c' };
    const roots = cline.roots({ platform: 'linux', home: '/home/dev', env });
    expect(roots.slice(0, 7)).toEqual([
      '/s',
      '/d/sessions',
      '/d/tasks',
      '/c/data/sessions',
      '/c/data/tasks',
      '/home/dev/.cline/data/sessions',
      '/home/dev/.cline/data/tasks',
    ]);
  });

  test.each([
    ['linux', '/home/dev', {}, '/home/dev/.config/Code/User/globalStorage/saoudrizwan.claude-dev/tasks'],
    [
      'linux',
      '/home/dev',
      { XDG_CONFIG_HOME: '/cfg' },
      '/cfg/VSCodium/User/globalStorage/rooveterinaryinc.roo-cline/tasks',
    ],
    [
      'darwin',
      '/Users/dev',
      {},
      '/Users/dev/Library/Application Support/Cursor/User/globalStorage/saoudrizwan.claude-dev/tasks',
    ],
    ['linux', '/home/dev', {}, '/home/dev/.vscode-server/data/User/globalStorage/saoudrizwan.claude-dev/tasks'],
    [
      'win32',
      String.raw`C:\Users\dev`,
      { APPDATA: String.raw`D:\Roaming` },
      String.raw`D:\Roaming\Code\User\globalStorage\saoudrizwan.claude-dev\tasks`,
    ],
  ] as const)('%s: %s', (platform, where, env, root) => {
    expect(cline.roots({ platform, home: where, env })).toContain(root);
  });
});

describe('recognises its own', () => {
  test.each([
    ['messages', '/x/a.json', '{\n "version": 1,\n "agent": "lead",\n "sessionId": "s",\n "messages": []}'],
    ['a manifest', '/x/a.json', '{"version":1,"session_id":"s","messages_path":"/x"}'],
    ['what was shown', '/x/ui_messages.json', '[{"ts":1,"type":"say","say":"text"}]'],
    ['what was told', '/x/a.json', '[{"role":"user","content":[{"type":"text","text":"<task>x</task>"}]}]'],
    ['the index', '/x/sessions.db', 'SQLite format 3\u0000 CREATE TABLE sessions (session_id, messages_path TEXT)'],
  ])('%s', (_name, path, head) => {
    expect(cline.recognise(path, head)).toBeGreaterThanOrEqual(60);
  });

  test('not by the path alone, nor the logs of others', () => {
    expect(cline.recognise('/home/dev/.cline/data/tasks/1/ui_messages.json', '')).toBeLessThanOrEqual(40);
    expect(cline.recognise('/x/a.json', '[{"role":"user","content":"hello"}]')).toBe(0);
    expect(cline.recognise('/x/a.json', '{"sessionId":"x","projectHash":"y","messages":[]}')).toBe(0);
    expect(
      cline.recognise('/x/opencode.db', 'SQLite format 3\u0000 CREATE TABLE session (id); CREATE TABLE part (id)'),
    ).toBe(0);
  });
});
