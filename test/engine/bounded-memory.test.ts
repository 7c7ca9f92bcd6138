/** Whatever stands in a log, it is handed off, printed and published in a bounded memory. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAIN } from '../support/run-cli.ts';

const MEBIBYTE = 1024 * 1024;
const PEAK = 250e6 / MEBIBYTE;
const REPORT = resolve(import.meta.dirname, '../bench/report-peak.mjs');

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-memory-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Of the whole process, in MiB. */
const peakOf = (path: string, argv: readonly string[] = ['session', 'handoff', path, '--format', 'json']): number => {
  const args = ['--import', REPORT, MAIN, ...argv];
  const { status, output } = spawnSync(process.execPath, args, {
    cwd: dir,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: dir },
    stdio: ['ignore', argv[0] === 'parse' ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  expect({ status, stderr: output[2] }).toMatchObject({ status: 0 });
  return Number(output[3]) / 1024;
};

/** Lines with the text in the place of its name; two bytes a character are needed for it. */
const write = (name: string, { lines, bytes }: { lines: readonly object[]; bytes: number }): string => {
  const path = join(dir, name);
  const words = '한 → it is “said” of it\\n';
  const text = words.repeat(bytes / Buffer.byteLength(words));
  const handle = openSync(path, 'w');
  for (const line of lines) writeSync(handle, `${JSON.stringify(line).replace('TEXT', () => text)}\n`);
  closeSync(handle);
  return path;
};
const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const ID = '00000000-0000-4000-8000-000000000001';
const claude = (n: number, type: string, message: object): object => ({
  type,
  sessionId: ID,
  uuid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  timestamp: '2026-01-05T09:00:00.000Z',
  cwd: '/nowhere',
  version: '2.1.0',
  ...message,
});
const prompt = claude(1, 'user', { message: { role: 'user', content: 'Fix it' } });
const edit = (n: number): object => {
  const input = { file_path: '/nowhere/a.js', old_string: 'TEXT', new_string: 'b' };
  const content = [{ type: 'tool_use', id: `toolu_${n}`, name: 'Edit', input }];
  return claude(n + 2, 'assistant', { message: { role: 'assistant', model: 'm', content } });
};

const qwen = (n: number, type: string, record: object): object => ({
  uuid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  parentUuid: n === 0 ? null : `00000000-0000-4000-8000-${String(n - 1).padStart(12, '0')}`,
  sessionId: ID,
  timestamp: '2026-01-05T09:00:00.000Z',
  type,
  cwd: '/nowhere',
  version: '0.10.0',
  ...record,
});
const measured = (n: number): object => {
  const told = { 'event.name': 'qwen-code.tool_call', function_name: 'edit', function_args: { old_string: 'TEXT' } };
  return qwen(n + 1, 'system', { subtype: 'ui_telemetry', systemPayload: { uiEvent: told } });
};
const asked = qwen(0, 'user', { message: { role: 'user', parts: [{ text: 'Fix it' }] } });

const codex = (type: string, payload: object): object => ({ timestamp: '2026-01-05T09:00:00.000Z', type, payload });
const meta = codex('session_meta', { id: ID, cwd: '/nowhere', originator: 'codex_cli_rs', cli_version: '0.60.0' });
const item = (payload: object): object => codex('response_item', payload);
const spoken = (n: number): object =>
  item({ type: 'message', role: 'user', content: [{ type: 'input_text', text: `${n} TEXT` }] });
const patch = (n: number): object => {
  const input = `*** Begin Patch\n*** Add File: a${n}\n+TEXT\n*** End Patch`;
  return item({ type: 'custom_tool_call', call_id: `c${n}`, name: 'apply_patch', input });
};

test.each([
  ['long edits', { lines: [prompt, ...times(3, edit)], bytes: 12 * MEBIBYTE }],
  ['what another record may belong to', { lines: [asked, ...times(24, measured)], bytes: 3.9 * MEBIBYTE }],
  ['prompts that may be told twice', { lines: [meta, ...times(24, spoken)], bytes: 3.9 * MEBIBYTE }],
  ['patches whose results may come', { lines: [meta, ...times(16, patch)], bytes: 3.9 * MEBIBYTE }],
])('%s', { timeout: 60_000 }, (_, log) => {
  expect(peakOf(write(`${ID}.jsonl`, log))).toBeLessThan(PEAK);
});

test('a prompt in which each character has its colour', { timeout: 60_000 }, () => {
  const path = join(dir, 'coloured.jsonl');
  writeFileSync(path, `${JSON.stringify(asked).replace('Fix it', '^[[31mx'.repeat((30 * MEBIBYTE) / 7))}\n`);
  expect(peakOf(path)).toBeLessThan(PEAK);
});

test('a coloured prompt in a chat history', { timeout: 60_000 }, () => {
  const path = join(dir, '.aider.chat.history.md');
  const text = '\u001b[31mü'.repeat((30 * MEBIBYTE) / 7);
  writeFileSync(path, `# aider chat started at 2026-01-05 09:00:00\n\n#### ${text}  \n`);
  expect(peakOf(path)).toBeLessThan(PEAK);
});

test('a prompt that stands in each of the three files of a Cline task', { timeout: 60_000 }, () => {
  const [task, ts] = [join(dir, 'tasks', '1764000000000'), 1_764_000_000_000];
  for (const path of [task, join(dir, 'state')]) mkdirSync(path, { recursive: true });
  const text = 'ein größeres Wort mehr '.repeat((22 * MEBIBYTE) / 25);
  const put = (path: string, value: unknown): void =>
    writeFileSync(
      path,
      JSON.stringify(value).replace('TEXT', () => text),
    );
  put(join(task, 'ui_messages.json'), [
    { ts, type: 'say', say: 'task', text: 'TEXT' },
    { ts: ts + 1, type: 'say', say: 'text', text: 'Done.' },
  ]);
  const content = [{ type: 'text', text: '<task>\nTEXT\n</task>' }];
  put(join(task, 'api_conversation_history.json'), [{ role: 'user', content }]);
  put(join(dir, 'state', 'taskHistory.json'), [{ id: '1764000000000', ts, task: 'TEXT' }]);
  const path = join(task, 'ui_messages.json');
  expect(peakOf(path)).toBeLessThan(PEAK);
  expect(peakOf(path, ['parse', path])).toBeLessThan(PEAK);
});

describe('two texts of 24 MiB without a white space', () => {
  const said = (n: number): object =>
    claude(n + 2, 'assistant', {
      message: { role: 'assistant', model: 'm', content: [{ type: 'text', text: 'TEXT' }] },
    });
  const log = (): string => {
    const path = join(dir, 'long.jsonl');
    const text = 'a'.repeat(24 * MEBIBYTE);
    const lines = [prompt, said(0), said(1)].map((line) => `${JSON.stringify(line).replace('TEXT', text)}\n`);
    writeFileSync(path, '');
    for (const line of lines) appendFileSync(path, line);
    return path;
  };

  test('handed off and printed', { timeout: 120_000 }, () => {
    const path = log();
    expect(peakOf(path)).toBeLessThan(PEAK);
    expect(peakOf(path, ['parse', path])).toBeLessThan(PEAK);
  });

  test('published', { timeout: 240_000 }, () => {
    execFileSync('git', ['init', '-q', dir]);
    expect(peakOf(log(), ['publish', 'upload', join(dir, 'long.jsonl'), '--git', '--dry-run'])).toBeLessThan(PEAK);
  });

  test('published, with umlauts in them and a secret beside', { timeout: 240_000 }, () => {
    execFileSync('git', ['init', '-q', dir]);
    const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
    const asked = claude(1, 'user', { message: { role: 'user', content: `Fix it with ${token}` } });
    const path = join(dir, 'umlauts.jsonl');
    const text = 'größe '.repeat((24 * MEBIBYTE) / 8);
    writeFileSync(path, '');
    for (const line of [asked, said(0), said(1)])
      appendFileSync(path, `${JSON.stringify(line).replace('TEXT', text)}\n`);
    expect(peakOf(path, ['publish', 'upload', path, '--git', '--dry-run'])).toBeLessThan(PEAK);
  });
});
