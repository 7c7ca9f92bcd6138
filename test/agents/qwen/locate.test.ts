import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gemini } from '../../../src/agents/gemini/gemini.ts';
import { qwen } from '../../../src/agents/qwen/qwen.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

let home = '';
const put = (path: string, text: string): string => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'opensession-qwen-'));
  put('.qwen/projects/-srv-app/chats/s1.jsonl', '{"uuid":"u","sessionId":"s/1"}\n');
  put('.qwen/projects/-srv-app/subagents/s_1/agent-x.jsonl', '');
  put('.qwen/projects/-srv-app/subagents/s_1/agent-x.meta.json', '{}');
  put('.qwen/projects/-srv-app/chats/notes.txt', '');
  put('.qwen/tmp/abc/chats/session-2025-10-01T09-00-aa.json', '{}');
  put('.qwen/tmp/abc/logs.json', '[]');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('roots follow the environment on each system', () => {
  const plain = { platform: 'linux', home: '/home/dev', env: {} } as const;
  expect(qwen.roots(plain)).toEqual(['/home/dev/.qwen/projects', '/home/dev/.qwen/tmp']);
  const moved = qwen.roots({ ...plain, env: { QWEN_RUNTIME_DIR: '~/run', QWEN_HOME: '/data/qwen' } });
  expect(moved.slice(0, 4)).toEqual([
    '/home/dev/run/projects',
    '/home/dev/run/tmp',
    '/data/qwen/projects',
    '/data/qwen/tmp',
  ]);
  const windows = qwen.roots({ platform: 'win32', home: String.raw`C:\Users\dev`, env: {} });
  expect(windows[0]).toBe(String.raw`C:\Users\dev\.qwen\projects`);
});

test('roots follow the settings of the person and of the project', () => {
  const logs = openLogReader();
  put('set/.qwen/settings.json', JSON.stringify({ advanced: { runtimeOutputDir: '~/out' } }));
  put('set/app/.qwen/settings.json', JSON.stringify({ advanced: { runtimeOutputDir: 'runs' } }));
  const place = { platform: 'linux', home: join(home, 'set'), env: {}, cwd: join(home, 'set/app') } as const;
  const roots = (more: object = {}) =>
    qwen.roots({ ...place, ...more }, logs).map((path) => path.slice(home.length + 1));
  expect(roots().slice(0, 4)).toEqual(['set/out/projects', 'set/out/tmp', 'set/app/runs/projects', 'set/app/runs/tmp']);
  expect(roots({ env: { QWEN_RUNTIME_DIR: join(home, 'run') } })[0]).toBe('run/projects');
  for (const text of ['{"advanced": 1', '[]', '{"advanced":{"runtimeOutputDir":{}}}', '{"__proto__":{"advanced":1}}']) {
    put('set/.qwen/settings.json', text);
    expect(roots({ cwd: undefined })).toEqual(['set/.qwen/projects', 'set/.qwen/tmp']);
  }
});

test('finds sessions of both generations by names, without those of sub-agents', () => {
  const below = (root: string): readonly string[] =>
    [...qwen.find(join(home, root), openLogReader())].map(({ path }) => path.slice(home.length + 1));
  expect(below('.qwen/projects')).toEqual(['.qwen/projects/-srv-app/chats/s1.jsonl']);
  expect(below('.qwen/tmp')).toEqual(['.qwen/tmp/abc/chats/session-2025-10-01T09-00-aa.json']);
});

test('the files of a session are its log and its background agents’ logs', () => {
  const path = join(home, '.qwen/projects/-srv-app/chats/s1.jsonl');
  const files = qwen.files?.({ agent: 'qwen', path }, openLogReader());
  expect(files).toEqual([path, join(home, '.qwen/projects/-srv-app/subagents/s_1/agent-x.jsonl')]);
});

describe('recognises its own', () => {
  const record =
    '{"uuid":"a","parentUuid":null,"sessionId":"s","timestamp":"t","type":"user","cwd":"/x","message":{"role":"user","parts":[]}}\n';
  const older = '{"sessionId":"x","projectHash":"y","messages":[{"type":"qwen"}]}';

  test('by content', () => {
    expect(qwen.recognise('/x/a.jsonl', record)).toBeGreaterThanOrEqual(60);
    expect(qwen.recognise('/x/a.json', older)).toBeGreaterThan(gemini.recognise('/x/a.json', older));
    const placed = older.replace('qwen', 'gemini');
    const path = '/home/dev/.qwen/tmp/a/chats/session-1.json';
    expect(qwen.recognise(path, placed)).toBeGreaterThan(gemini.recognise(path, placed));
  });

  test('not by the path alone, nor the logs of others', () => {
    expect(qwen.recognise('/home/dev/.qwen/projects/a/chats/b.jsonl', '')).toBeLessThanOrEqual(40);
    expect(
      qwen.recognise('/x/a.jsonl', '{"parentUuid":null,"type":"user","message":{"role":"user","content":"x"}}'),
    ).toBe(0);
    expect(qwen.recognise('/x/a.json', older.replace('qwen', 'gemini'))).toBe(0);
  });
});
