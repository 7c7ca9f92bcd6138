import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { changedLines } from '../../../src/agents/cursor/changed-lines.ts';
import { cursor } from '../../../src/agents/cursor/cursor.ts';
import { timeOf, timeOfText } from '../../../src/agents/cursor/times.ts';
import { toolOf } from '../../../src/agents/cursor/tool-name.ts';
import { uriPath } from '../../../src/agents/cursor/uri-path.ts';
import { userText } from '../../../src/agents/cursor/user-text.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import type { LogReader } from '../../../src/agents/log-reader.ts';
import { readAll } from '../read-all.ts';
import { buildChat, buildIde } from './build-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'cursor-details-'));
afterAll(() => rmSync(dir, { recursive: true }));
let stores = 0;

/** The exit and effect of one terminal call of the IDE. */
const terminal = (result: unknown, more: object = {}): readonly unknown[] => {
  const toolFormerData = {
    name: 'run_terminal_command_v2',
    toolCallId: 't',
    status: 'completed',
    params: '{"command":"npm test"}',
    result,
    ...more,
  };
  const path = buildIde(join(dir, `${stores++}/state.vscdb`), {
    cursorDiskKV: {
      'composerData:a': { fullConversationHeadersOnly: [{ bubbleId: 'b' }] },
      'bubbleId:a:b': { type: 2, bubbleId: 'b', toolFormerData },
    },
  });
  const last = readAll(cursor, { path, key: 'a' }).events.at(-1);
  const { attributes } = last ?? {};
  return [
    last?.event_type.type,
    attributes?.[ATTR.exitCode],
    attributes?.[ATTR.exitSource],
    attributes?.[ATTR.noEffect] ?? attributes?.[ATTR.background],
  ];
};

/** The same of one shell call of the CLI. */
const shell = (result: string, output?: object): readonly unknown[] => {
  const call = {
    role: 'assistant',
    content: [{ type: 'tool-call', toolCallId: 'k', toolName: 'Shell', args: { command: 'npm test' } }],
  };
  const told =
    output === undefined
      ? {}
      : { providerOptions: { cursor: { highLevelToolCallResult: { output, isError: false } } } };
  const answer = {
    role: 'tool',
    content: [{ type: 'tool-result', toolCallId: 'k', toolName: 'Shell', result }],
    ...told,
  };
  const path = buildChat(join(dir, `${stores++}/store.db`), { meta: { agentId: 'x' }, blobs: [call, answer] });
  const { attributes } = readAll(cursor, { path }).events.at(-1) ?? {};
  return [
    attributes?.[ATTR.exitCode],
    attributes?.[ATTR.exitSource],
    attributes?.[ATTR.noEffect] ?? attributes?.[ATTR.background],
  ];
};

const COMPLETED = 'RUN_TERMINAL_COMMAND_ENDED_REASON_EXECUTION_COMPLETED';

describe('the exit of a command', () => {
  test.each([
    [{ output: '', exitCodeV2: 0, endedReason: COMPLETED }, {}, [0, 'structured', undefined]],
    [{ output: '', exitCode: 2 }, { additionalData: { status: 'error' } }, [2, 'structured', undefined]],
    [{ output: '', notInterrupted: true }, {}, [0, 'absence', undefined]],
    [{ output: '' }, { additionalData: { status: 'success' } }, [0, 'absence', undefined]],
    [{ output: '', rejected: false }, {}, [undefined, undefined, undefined]],
    [
      { output: '', exitCode: 0, endedReason: 'RUN_TERMINAL_COMMAND_ENDED_REASON_TIMEOUT' },
      {},
      [undefined, undefined, undefined],
    ],
    [{ output: '', isRunningInBackground: true, notInterrupted: true }, {}, [undefined, undefined, true]],
    [{ output: '', rejected: true }, {}, [undefined, undefined, true]],
    [{ output: 'Exit code: 3\n\nCommand output:\n' }, {}, [3, 'text', undefined]],
  ])('in the IDE: %j %j', (result, more, expected) => {
    expect(terminal(JSON.stringify(result), more)).toEqual(['ToolResult', ...expected]);
  });

  test('a command that still runs has no result', () => {
    expect(terminal(JSON.stringify({ output: 'so far', exitCode: 0 }), { status: 'loading' })[0]).toBe('ShellCommand');
  });

  test.each([
    ['', { success: { exitCode: 0, stdout: '' } }, [0, 'structured', undefined]],
    ['Exit code: 0\n\nCommand output:\n\nExit code: 1', undefined, [0, 'text', undefined]],
    ['', { failure: { exitCode: 7 } }, [7, 'structured', undefined]],
    ['', { success: { stdout: 'ok' } }, [0, 'absence', undefined]],
    ['', { failure: {} }, [undefined, undefined, undefined]],
    ['', { timeout: { timeoutMs: 1 } }, [undefined, undefined, undefined]],
    ['all good', undefined, [undefined, undefined, undefined]],
    ['Rejected: no', undefined, [undefined, undefined, true]],
    ['', { backgrounded: { shellId: '1' } }, [undefined, undefined, true]],
  ])('in the CLI: %j %j', (result, output, expected) => {
    expect(shell(result, output)).toEqual(expected);
  });
});

test('only rows of conversations are ever selected', () => {
  const path = buildIde(join(dir, 'auth/state.vscdb'), {
    cursorDiskKV: {
      'composerData:a': { fullConversationHeadersOnly: [{ bubbleId: 'b' }] },
      'bubbleId:a:b': { type: 1, text: 'Hi' },
      'zzz:other': { text: 'never' },
    },
    ItemTable: { 'cursorAuth/accessToken': 'never', 'cursorAuth/refreshToken': 'never' },
  });
  const logs = openLogReader();
  const seen: string[] = [];
  const watched: LogReader = {
    ...logs,
    *rows(file, query) {
      for (const row of logs.rows(file, query)) {
        seen.push(JSON.stringify(row));
        yield row;
      }
    },
  };
  for (const source of cursor.sessionsIn(path, watched))
    expect(readAll(cursor, source, watched).events).toHaveLength(1);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((row) => /never|cursorAuth/.test(row))).toEqual([]);
});

test('times: of fields, and as text with a zone or without', () => {
  expect(timeOf(1_767_603_600_000)).toBe('2026-01-05T09:00:00.000Z');
  expect(timeOf('1767603600000')).toBe('2026-01-05T09:00:00.000Z');
  expect(timeOf('2026-01-05T09:00:00Z')).toBe('2026-01-05T09:00:00Z');
  expect([timeOf(4_745_281.3), timeOf('yesterday'), timeOf(null)]).toEqual([undefined, undefined, undefined]);
  expect(timeOfText('Friday, Sep 4, 2026, 2:21 AM (UTC+8)')).toBe('2026-09-03T18:21:00.000Z');
  expect(timeOfText('Wednesday, Jun 3, 2026, 12:30 PM (UTC-3:30)')).toBe('2026-06-03T16:00:00.000Z');
  expect(timeOfText('Sunday, Sep 27, 2026, 9:00 AM')).toBe('2026-09-27T09:00:00.000Z');
  expect(timeOfText('Saturday, Jul 4, 2026')).toBe('2026-07-04T00:00:00.000Z');
  expect([timeOfText('now'), timeOfText('')]).toEqual([undefined, undefined]);
});

test('what a person wrote, without what stands around it', () => {
  expect(
    userText('<timestamp>x</timestamp>\n<user_query>\nOne\n</user_query>\n<user_query>two</user_query>').typed,
  ).toBe('One\ntwo');
  expect(userText('<user_info>\nOS\n</user_info>').typed).toBeUndefined();
  expect(userText('Use <div> here').typed).toBe('Use <div> here');
  expect(userText('<user_query>not closed').typed).toBe('not closed');
});

test('tools by any of their names', () => {
  expect(['run_terminal_command_v2', 'Shell', 'shellToolCall', 'run_terminal_cmd'].map(toolOf)).toEqual(
    Array(4).fill('shell'),
  );
  expect(['edit_file_v2', 'StrReplace', 'search_replace', 'MultiEdit'].map(toolOf)).toEqual(Array(4).fill('edit'));
  expect(['Glob', 'glob_file_search', 'mcp_x_y', '__proto__', ''].map(toolOf)).toEqual([
    'glob',
    'glob',
    'other',
    'other',
    'other',
  ]);
});

test('paths of URIs', () => {
  expect(uriPath('file:///c%3A/Users/x/a.ts')).toBe('c:\\Users\\x\\a.ts');
  expect(uriPath('vscode-remote://wsl%2Bubuntu/home/x')).toBe('/home/x');
  expect(uriPath('file:///home/100%')).toBe('/home/100%');
  expect(uriPath('src/a.ts')).toBe('src/a.ts');
});

test('changed lines: as many as a shortest diff has', () => {
  expect(changedLines('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual({ added: 2, removed: 1 });
  expect(changedLines('', 'a\nb')).toEqual({ added: 2, removed: 0 });
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const there = changedLines(before, after);
      const back = changedLines(after, before);
      expect(there).toEqual({ added: back?.removed, removed: back?.added });
      expect((there?.added ?? 0) - (there?.removed ?? 0)).toBe(after.split('\n').length - before.split('\n').length);
      if (before === after) expect(there).toEqual({ added: 0, removed: 0 });
    }),
  );
  const many = Array.from({ length: 3000 }, (_, index) => `x${index}`).join('\n');
  expect(changedLines(many, many.replaceAll('x', 'y'))).toBeUndefined();
});
