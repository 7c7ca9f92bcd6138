import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gemini } from '../../../src/agents/gemini/gemini.ts';
import { rememberingLists } from '../../../src/engine/remembering-lists.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

let home = '';
const put = (path: string, text: string): string => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'opensession-gemini-'));
  put('.gemini/tmp/app/.project_root', '/srv/app\n');
  put('.gemini/tmp/app/chats/session-2026-01-01T00-00-aaaaaaaa.json', '{}');
  put(
    '.gemini/tmp/app/chats/session-2026-01-01T00-00-aaaaaaaa.jsonl',
    '{"sessionId":"aaaaaaaa-1","projectHash":"h"}\n',
  );
  put('.gemini/tmp/app/chats/aaaaaaaa-1/sub1.jsonl', '{"sessionId":"sub1","projectHash":"h","kind":"subagent"}\n');
  put('.gemini/tmp/app/chats/session-2026-01-02T00-00-bbbbbbbb.json', '{}');
  put('.gemini/tmp/app/chats/notes.json', '{}');
  put('.gemini/tmp/app/logs.json', '[]');
  put('.gemini/tmp/other/chats/session-2026-01-03T00-00-cccccccc.jsonl', '');
  put('.gemini/projects.json', '{"projects":{"/srv/other":"other"}}');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('roots follow the environment on each system', () => {
  expect(gemini.roots({ platform: 'linux', home: '/home/dev', env: {} })).toEqual(['/home/dev/.gemini/tmp']);
  const moved = { platform: 'linux', home: '/home/dev', env: { GEMINI_CLI_HOME: '/data' } } as const;
  expect(gemini.roots(moved)).toEqual(['/data/.gemini/tmp', '/home/dev/.gemini/tmp']);
  const windows = gemini.roots({ platform: 'win32', home: String.raw`C:\Users\dev`, env: {} });
  expect(windows).toEqual([String.raw`C:\Users\dev\.gemini\tmp`]);
});

test('finds each session once, by names, without those of sub-agents', () => {
  const found = [...gemini.find(join(home, '.gemini/tmp'), openLogReader())];
  expect(found.map(({ path, known }) => [path.slice(home.length + 13), known?.cwd])).toEqual([
    ['app/chats/session-2026-01-01T00-00-aaaaaaaa.jsonl', '/srv/app'],
    ['app/chats/session-2026-01-02T00-00-bbbbbbbb.json', '/srv/app'],
    ['other/chats/session-2026-01-03T00-00-cccccccc.jsonl', '/srv/other'],
  ]);
});

test('the list of projects is read once where many projects are listed', () => {
  const names = ['one', 'two', 'three'];
  for (const name of names) put(`many/tmp/${name}/chats/session-2026-01-01T00-00-aaaaaaaa.jsonl`, '');
  put(
    'many/projects.json',
    JSON.stringify({ projects: Object.fromEntries(names.map((name) => [`/srv/${name}`, name])) }),
  );
  const read: string[] = [];
  const real = rememberingLists(openLogReader());
  const logs = { ...real, text: (path: string, bytes: number) => (read.push(path), real.text(path, bytes)) };
  const found = [...gemini.find(join(home, 'many/tmp'), logs)];
  expect(found.map(({ known }) => known?.cwd)).toEqual(['/srv/one', '/srv/three', '/srv/two']);
  const again = found.flatMap(({ path }) => [...gemini.sessionsIn(path, logs)]);
  expect(again).toEqual(found);
  expect(read.filter((path) => path.endsWith('projects.json'))).toHaveLength(1);
});

test('the files of a session are its log and its sub-agents’ logs', () => {
  const chats = join(home, '.gemini/tmp/app/chats');
  const path = join(chats, 'session-2026-01-01T00-00-aaaaaaaa.jsonl');
  expect(gemini.files?.({ agent: 'gemini', path }, openLogReader())).toEqual([
    path,
    join(chats, 'aaaaaaaa-1/sub1.jsonl'),
  ]);
});

describe('recognises its own', () => {
  const jsonl =
    '{"sessionId":"x","projectHash":"y","startTime":"t"}\n{"id":"u","timestamp":"t","type":"user","content":"x"}\n';
  test.each([
    ['a replay log', '/tmp/x.jsonl', jsonl, 60],
    ['a document', '/tmp/x.json', '{\n  "sessionId": "x",\n  "projectHash": "y",\n  "messages": []', 60],
    ['a log without its first line', '/tmp/x.jsonl', '{"id":"a","timestamp":"t","type":"gemini","content":"x"}\n', 50],
  ])('%s', (_name, path, head, least) => {
    expect(gemini.recognise(path, head)).toBeGreaterThanOrEqual(least);
  });

  test('but not by the path alone, nor the logs of others', () => {
    expect(gemini.recognise('/home/dev/.gemini/tmp/x/chats/session-1.jsonl', '')).toBeLessThanOrEqual(40);
    expect(gemini.recognise('/x/a.jsonl', '{"type":"user","uuid":"1","sessionId":"s"}')).toBe(0);
    expect(gemini.recognise('/x/a.json', '{"sessionId":"x","projectHash":"y","messages":[{"type":"qwen"}]}')).toBe(0);
  });
});

test('a log that is named tells its directory without being read', () => {
  const path = join(home, '.gemini/tmp/app/chats/session-2026-01-01T00-00-aaaaaaaa.jsonl');
  expect([...gemini.sessionsIn(path, openLogReader())]).toEqual([
    { agent: 'gemini', path, known: { cwd: '/srv/app' } },
  ]);
});
