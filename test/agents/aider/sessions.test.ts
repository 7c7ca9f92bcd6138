import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aider } from '../../../src/agents/aider/aider.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/aider');

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aider-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const put = (name: string, text: string): string => {
  writeFileSync(join(home, name), text);
  return join(home, name);
};

describe('roots', () => {
  test('the current directory and those above it', () => {
    expect(aider.roots({ platform: 'linux', home: '/home/x', env: {}, cwd: '/home/x/repo' })).toEqual([
      '/home/x/repo/.aider.chat.history.md',
      '/home/x/.aider.chat.history.md',
      '/home/.aider.chat.history.md',
    ]);
    expect(aider.roots({ platform: 'win32', home: 'C:\\x', env: {}, cwd: 'C:\\x' })[0]).toBe(
      'C:\\x\\.aider.chat.history.md',
    );
  });

  test('and the files that settings name: near, seen from their directory, and in the home, seen from here', () => {
    mkdirSync(join(home, 'repo/src'), { recursive: true });
    put('.aider.conf.yml', "chat-history-file: 'notes/all chats.md' # mine\n");
    put('repo/.aider.conf.yml', 'model: x\nchat-history-file: "logs/chat.md"\ninput-history-file: typed.txt\n');
    const place = { platform: 'linux', home, env: {}, cwd: join(home, 'repo/src') } as const;
    const named = aider.roots(place, openLogReader()).filter((path) => !path.endsWith('.aider.chat.history.md'));
    expect(named).toEqual(
      ['repo/logs/chat.md', 'notes/all chats.md', 'repo/src/notes/all chats.md'].map((path) => join(home, path)),
    );
    put('repo/.aider.conf.yml', 'chat-history-file: [a, b]\n');
    put('.aider.conf.yml', '\u0000 : :\nchat-history-file: |\n  x\n');
    expect(aider.roots(place, openLogReader())).toEqual(aider.roots(place));
  });

  test('a history in another place belongs to the directory whose settings name it', () => {
    mkdirSync(join(home, 'repo/logs'), { recursive: true });
    put('repo/.aider.conf.yml', 'chat-history-file: logs/chat.md\ninput-history-file: typed.txt\n');
    put('repo/typed.txt', '\n# 2026-11-22 10:05:00.000000\n+Fix it\n');
    const path = put('repo/logs/chat.md', '\n# aider chat started at 2026-11-22 10:00:00\n\n#### Fix it\n\nDone.\n');
    const [source] = aider.find(path, openLogReader());
    expect(source?.known).toMatchObject({ cwd: join(home, 'repo'), title: 'Fix it' });
    expect(source?.known?.updated_at).toMatch(/10:05:00/);
    const { head, events } = readAll(aider, source ?? { path });
    expect(head.cwd).toBe(join(home, 'repo'));
    expect(events[0]?.timestamp).toMatch(/10:05:00/);
    expect(aider.files?.({ agent: 'aider', path }, openLogReader())).toEqual([path, join(home, 'repo/typed.txt')]);
  });

  test('and the file that the environment names, also from the current directory', () => {
    const env = { AIDER_CHAT_HISTORY_FILE: 'logs/chat.md' };
    expect(aider.roots({ platform: 'linux', home: '/h', env, cwd: '/r' })[0]).toBe('/r/logs/chat.md');
    expect(aider.roots({ platform: 'linux', home: '/h', env })).toEqual([]);
    expect(aider.roots({ platform: 'linux', home: '/h', env: { AIDER_CHAT_HISTORY_FILE: '/c.md' } })).toEqual([
      '/c.md',
    ]);
  });
});

test('one file holds many sessions; those in which nobody said anything are left out', () => {
  const path = put('.aider.chat.history.md', readFileSync(join(LOGS, 'resumed/input.md'), 'utf8'));
  const found = [...aider.find(path, openLogReader())];
  expect(found.map(({ key, known }) => [key, known?.title, known?.created_at, known?.cwd])).toEqual([
    ['20260105T110000', '설명해 주세요', '2026-01-05T11:00:00Z', home],
    ['20260105T110000-3', 'The second session', '2026-01-05T11:00:00Z', home],
  ]);
  const [, second] = found.map((source) => readAll(aider, source));
  expect(textsOf(second?.events ?? [], 'UserMessage')).toEqual(['The second session']);
  expect(second?.head.session_id).toBe('20260105T110000-3');
});

test('what stands before the first header is a session of its own', () => {
  const [first] = [...aider.sessionsIn(join(LOGS, 'odd/input.md'), openLogReader())];
  expect(first?.key).toBe('before');
  const { events } = readAll(aider, first ?? { path: '' });
  expect(textsOf(events, 'AgentMessage')).toEqual(['An answer.']);
});

test('older sessions that are cut off change neither keys nor ids of the others', () => {
  const text = readFileSync(join(LOGS, 'resumed/input.md'), 'utf8');
  const more = `\n# aider chat started at 2026-01-05 13:00:00\n\n\n#### Later  \n\nYes.\n\n`;
  const [long, short] = [put('long.md', text + more), put('short.md', more)].map((path) =>
    readAll(aider, { path, key: '20260105T130000' }),
  );
  const bare = (read = short) => read?.events.map(({ origin: _origin, ...event }) => event);
  expect(bare(long)).toEqual(bare(short));
});

test('the history of inputs tells when each prompt was typed', () => {
  const path = put(
    '.aider.chat.history.md',
    '\n# aider chat started at 2026-01-05 10:00:00\n\n\n#### One  \n#### more  \n\nA.\n\n\n#### /run ls  \n\n#### One  \n\nB.\n\n' +
      '\n# aider chat started at 2026-01-05 12:00:00\n\n\n#### One  \n\nC.\n\n',
  );
  put(
    '.aider.input.history',
    '\n# 2026-01-05 09:59:00.000001\n+One\n\n# 2026-01-05 10:01:00.123456\n+One\n+more\n\n# 2026-01-05 10:02:00.000000\n+/run npm test\n' +
      '\n# 2026-01-05 10:03:00.000000\n+/run ls\n\n# 2026-01-05 10:04:00.000000\n+One\n\n# 2026-01-05 12:05:00.000000\n+One\n',
  );
  const found = [...aider.find(path, openLogReader())];
  expect(found.map(({ known }) => known?.updated_at)).toEqual([
    '2026-01-05T10:04:00.000000Z',
    '2026-01-05T12:05:00.000000Z',
  ]);
  const times = found.map((source) =>
    readAll(aider, source).events.flatMap((event) =>
      event.event_type.type === 'AgentMessage' ? [] : [event.timestamp],
    ),
  );
  expect(times).toEqual([
    ['2026-01-05T10:01:00.123456Z', '2026-01-05T10:03:00.000000Z', '2026-01-05T10:04:00.000000Z'],
    ['2026-01-05T12:05:00.000000Z'],
  ]);
  expect(aider.files?.(found[0] ?? { agent: 'aider', path }, openLogReader())).toEqual([
    path,
    join(home, '.aider.input.history'),
  ]);
});

test('CRLF, BOM and bytes that are no UTF-8 read as the plain file', () => {
  const text = readFileSync(join(LOGS, 'edits-and-tests/input.md'), 'utf8');
  /** Without what counts bytes: origins, ids, and calls that are known by their places. */
  const bare = (path: string) =>
    readAll(aider, { path }).events.map(({ origin: _origin, event_id: _id, attributes: _rest, ...event }) =>
      JSON.stringify(event).replaceAll(/"test-\d+"/g, '"test"'),
    );
  const plain = bare(put('plain.md', text));
  expect(bare(put('crlf.md', text.replaceAll('\n', '\r\n')))).toEqual(plain);
  expect(bare(put('bom.md', `\uFEFF${text.trimStart()}`))).toEqual(plain);
  writeFileSync(join(home, 'latin.md'), Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0x0a])]));
  expect(bare(join(home, 'latin.md'))).toHaveLength(plain.length + 1);
});

test('recognises a history by its header', () => {
  expect(aider.recognise('/x.md', '\n# aider chat started at 2026-01-05 10:00:00\n\n')).toBe(95);
  expect(aider.recognise('/r/.aider.chat.history.md', '')).toBeLessThanOrEqual(40);
  expect(aider.recognise('/x.md', '# Readme\n')).toBe(0);
});

test('a session that is not there is said to be missing', () => {
  const path = put('x.md', '# aider chat started at 2026-01-05 10:00:00\n');
  expect(() => readAll(aider, { path, key: 'nobody' })).toThrow(expect.objectContaining({ code: 'session_not_found' }));
});
