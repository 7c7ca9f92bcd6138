import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { amp } from '../../../src/agents/amp/amp.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';

test('roots: the data folder of the system, and the usual one', () => {
  expect(amp.roots({ platform: 'linux', home: '/home/x', env: {} })).toEqual(['/home/x/.local/share/amp/threads']);
  expect(amp.roots({ platform: 'darwin', home: '/Users/x', env: { XDG_DATA_HOME: '/data' } })).toEqual([
    '/data/amp/threads',
    '/Users/x/.local/share/amp/threads',
  ]);
  expect(amp.roots({ platform: 'win32', home: 'C:\\Users\\x', env: { XDG_DATA_HOME: 'relative' } })).toEqual([
    'C:\\Users\\x\\.local\\share\\amp\\threads',
  ]);
});

test('finds threads by their names alone', () => {
  const root = mkdtempSync(join(tmpdir(), 'amp-'));
  try {
    mkdirSync(join(root, 'sub'));
    for (const name of ['T-1.json', 'other.json', 'T-2.json.tmp']) writeFileSync(join(root, name), 'no json');
    expect([...amp.find(root, openLogReader())].map(({ known, path }) => [path, known?.session_id])).toEqual([
      [join(root, 'T-1.json'), 'T-1'],
      [join(root, 'other.json'), undefined],
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test.each([
  [
    'a thread',
    '/d/x.json',
    '{"v":1,"id":"T-01a1b2c3-0000-7000-8000-00000000aaaa","messages":[{"role":"user","messageId":0}]}',
    60,
    100,
  ],
  [
    'a thread in its place',
    '/d/amp/threads/T-1.json',
    '{"v":1,"messages":[{"messageId":0}],"nextMessageId":1}',
    90,
    100,
  ],
  ['its place alone', '/d/amp/threads/T-1.json', '', 20, 40],
  ['a place with something else', '/d/amp/threads/T-1.json', '{"type":"user"}', 0, 40],
  ['messages of another agent', '/d/x.json', '{"sessionId":"a","projectHash":"b","messages":[]}', 0, 0],
  ['text', '/d/x.json', 'hello', 0, 0],
])('recognises %s', (_what, path, head, least, most) => {
  const sure = amp.recognise(path, head);
  expect(sure).toBeGreaterThanOrEqual(least);
  expect(sure).toBeLessThanOrEqual(most);
});
