import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pi } from '../../../src/agents/pi/pi.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

const NAME = '2026-03-04T09-00-00-123Z_01a00000-0000-7000-8000-00000000000a.jsonl';
let home = '';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'opensession-pi-'));
  for (const path of [
    `--srv-app--/${NAME}`,
    '--srv-app--/notes.txt',
    `elsewhere/${NAME}`,
    NAME.replace('T09', 'T10'),
  ]) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), '');
  }
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('roots follow the environment on each system', () => {
  expect(pi.roots({ platform: 'linux', home: '/home/dev', env: {} })).toEqual(['/home/dev/.pi/agent/sessions']);
  const moved = { PI_CODING_AGENT_DIR: '~/pi', PI_CODING_AGENT_SESSION_DIR: '/data/sessions' };
  expect(pi.roots({ platform: 'darwin', home: '/Users/dev', env: moved })).toEqual([
    '/data/sessions',
    '/Users/dev/pi/sessions',
    '/Users/dev/.pi/agent/sessions',
  ]);
  const windows = pi.roots({ platform: 'win32', home: String.raw`C:\Users\dev`, env: {} });
  expect(windows).toEqual([String.raw`C:\Users\dev\.pi\agent\sessions`]);
});

test('finds logs by their names, in folders of projects and flat', () => {
  const found = [...pi.find(home, openLogReader())];
  expect(found.map(({ path }) => path.slice(home.length + 1))).toEqual([
    `--srv-app--/${NAME}`,
    NAME.replace('T09', 'T10'),
  ]);
  expect(found[0]?.known).toEqual({
    session_id: '01a00000-0000-7000-8000-00000000000a',
    created_at: '2026-03-04T09:00:00.123Z',
  });
});

test.each([
  [
    'a tree',
    '/x/a.jsonl',
    '{"type":"session","version":3,"id":"a","timestamp":"2026-03-04T09:00:00.000Z","cwd":"/x"}\n',
    80,
    100,
  ],
  [
    'a linear log',
    '/x/a.jsonl',
    '{"type":"session","id":"a","timestamp":"2026-03-04T09:00:00.000Z","cwd":"/x"}\n',
    80,
    100,
  ],
  ['a log without its header', '/x/a.jsonl', '{"type":"message","id":"a","parentId":null,"timestamp":"t"}\n', 60, 80],
  ['a place alone', `/home/dev/.pi/agent/sessions/--x--/${NAME}`, '', 1, 40],
  ['a log of another', '/x/a.jsonl', '{"type":"user","uuid":"1","sessionId":"s"}\n', 0, 0],
])('recognises %s', (_name, path, head, least, most) => {
  expect(pi.recognise(path, head)).toBeGreaterThanOrEqual(least);
  expect(pi.recognise(path, head)).toBeLessThanOrEqual(most);
});

test('entries that are shaped alike, behind the header of another program, are not its own', () => {
  const entry = '{"type":"message","id":"m1","parentId":null,"timestamp":"2026-01-05T09:00:00.000Z","message":{}}';
  expect(pi.recognise('/x.jsonl', entry)).toBeGreaterThan(40);
  expect(pi.recognise('/x.jsonl', `{"type":"session_start","id":"droid"}\n${entry}`)).toBe(0);
});
