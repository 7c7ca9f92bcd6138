import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claudeCode } from '../../src/agents/claude-code/claude-code.ts';
import { codex } from '../../src/agents/codex/codex.ts';
import { skimDirectory, skimSession } from '../../src/engine/skim-session.ts';
import { openWorld } from '../../src/open-world.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-skim-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const ID = '01a202aa-2e67-7753-bc7b-4fca7252b724';

const rollout = (records: readonly object[]): string => {
  const path = join(dir, '.codex/sessions/2026/11/22', `rollout-2026-11-22T09-50-37-${ID}.jsonl`);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  return path;
};
const meta = { timestamp: '2026-11-22T09:50:37.000Z', type: 'session_meta', payload: { id: ID, cwd: '/srv/shop' } };
const message = (second: number, text: string): object => ({
  timestamp: timeOf(second),
  type: 'event_msg',
  payload: { type: second === 0 ? 'user_message' : 'agent_message', message: text },
});

const timeOf = (second: number): string => `2026-11-22T10:00:${String(second).padStart(2, '0')}.000Z`;

const world = () => openWorld({ cwd: dir, env: { HOME: dir } });

describe('a log that is longer than what is skimmed of it', () => {
  test('shows its first prompt, its place and its last time', async () => {
    const filler = Array.from({ length: 40 }, (_, second) =>
      message(second, second === 0 ? 'Mend the shop' : 'x'.repeat(20_000)),
    );
    const path = rollout([meta, ...filler]);
    expect(await skimSession(world(), codex, { agent: 'codex', path })).toMatchObject({
      session_id: ID,
      title: 'Mend the shop',
      cwd: '/srv/shop',
      updated_at: '2026-11-22T10:00:39.000Z',
    });
  });

  test('tells where it ran although no event is seen, and is then not listed', async () => {
    const path = rollout([meta]);
    const source = { agent: 'codex', path };
    expect(await skimDirectory(world(), codex, source)).toBe('/srv/shop');
    expect(await skimSession(world(), codex, source)).toBeNull();
  });

  test('is not read to its end for where it ran', async () => {
    const filler = Array.from({ length: 400 }, (_, second) => message(second % 60, 'x'.repeat(60_000)));
    const path = rollout([meta, ...filler]);
    let read = 0;
    const watching = openWorld({ cwd: dir, env: { HOME: dir }, onRead: (bytes) => void (read += bytes) });
    expect(await skimDirectory(watching, codex, { agent: 'codex', path })).toBe('/srv/shop');
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(statSync(path).size / 2);
  });

  test('shows the latest time of its end, wherever in that it stands', async () => {
    const path = join(dir, 'a.jsonl');
    const said = (role: string, second: number, text: string): string =>
      `${JSON.stringify({ type: role, message: { role, model: 'claude', content: text }, cwd: '/srv/shop', gitBranch: 'main', timestamp: timeOf(second) })}\n`;
    const snapshot = `${JSON.stringify({ type: 'file-history-snapshot', snapshot: { timestamp: timeOf(59) } })}\n`;
    const middle = said('assistant', 2, 'x'.repeat(20_000));
    const end = [9, 7, 8].map((second) => said('assistant', second, 'Done')).join('');
    writeFileSync(path, said('user', 1, 'Mend the shop') + middle + end + snapshot.repeat(2));
    expect(await skimSession(world(), claudeCode, { agent: 'claude-code', path })).toMatchObject({
      title: 'Mend the shop',
      updated_at: timeOf(9),
    });
  });

  test('shows a start whose context is older than the prompt before it', async () => {
    const path = join(dir, 'b.jsonl');
    const attachment = { type: 'skill_listing' };
    const records = [
      { type: 'user', message: { role: 'user', content: 'Mend the shop' }, timestamp: timeOf(2) },
      { parentUuid: null, isSidechain: false, attachment, type: 'attachment', timestamp: timeOf(1) },
      ...[3, 4, 5].map((second) => ({
        type: 'assistant',
        message: { role: 'assistant', model: 'claude', content: 'x'.repeat(9000) },
        cwd: '/srv/shop',
        gitBranch: 'main',
        timestamp: timeOf(second),
      })),
    ];
    writeFileSync(path, records.map((one) => `${JSON.stringify(one)}\n`).join(''));
    expect(await skimSession(world(), claudeCode, { agent: 'claude-code', path })).toMatchObject({
      created_at: timeOf(1),
    });
  });

  test('shows no prompt of a queue that was thrown away further behind', async () => {
    const path = join(dir, `${ID}.jsonl`);
    const said = (second: number, role: string, content: string) => ({
      type: role,
      message: { role, model: 'claude', content },
      cwd: '/srv/shop',
      gitBranch: 'main',
      timestamp: timeOf(second),
    });
    const answers = (from: number) =>
      Array.from({ length: 10 }, (_, index) => said(from + index, 'assistant', 'x'.repeat(20_000)));
    const queue = (second: number, operation: string) => ({
      type: 'queue-operation',
      operation,
      timestamp: timeOf(second),
      sessionId: ID,
      ...(operation === 'enqueue' ? { content: 'Mend the cart' } : {}),
    });
    const prompt = said(21, 'user', 'Mend the shop');
    const records = [queue(1, 'enqueue'), ...answers(2), queue(20, 'popAll'), prompt, ...answers(22)];
    writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    expect(await skimSession(world(), claudeCode, { agent: 'claude-code', path })).toMatchObject({
      title: 'Mend the shop',
    });
  });

  test('takes nothing of a torn line for its start', async () => {
    const path = join(dir, 'c.jsonl');
    const said = (role: string, model: string): string =>
      JSON.stringify({
        type: role,
        message: { role, model, content: 'Mend' },
        cwd: '/srv/shop',
        gitBranch: 'main',
        timestamp: timeOf(2),
        more: 'x'.repeat(1000),
      });
    const lines = [
      said('user', ''),
      said('assistant', 'torn').slice(0, -9),
      ...['one', ...Array<string>(9).fill('two')].map((model) => said('assistant', model)),
    ];
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    expect(await skimSession(world(), claudeCode, { agent: 'claude-code', path })).toMatchObject({ model: 'one' });
  });
});
