/** Many sessions are skimmed by several threads: what they say must be what one thread says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSessions } from '../../src/engine/list-sessions.ts';
import type { World } from '../../src/engine/ports.ts';
import { skimTurns } from '../../src/engine/skim-sessions.ts';
import type { SkimWork } from '../../src/engine/skim-work.ts';
import { openWorld } from '../../src/open-world.ts';
import { startThreads } from '../../src/skim-threads.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'opensession-many-'));
  for (let index = 0; index < COUNT; index++) put(index);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const COUNT = 450;
const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const folderOf = (index: number): string => join(home, '.claude/projects', `-srv-shop-${index % 3}`);
const pathOf = (index: number): string => join(folderOf(index), `${idOf(index)}.jsonl`);

/** Some are longer than what is skimmed of them, some are empty. */
const put = (index: number): void => {
  mkdirSync(folderOf(index), { recursive: true });
  const envelope = { parentUuid: null, sessionId: idOf(index), cwd: `/srv/shop-${index % 3}`, gitBranch: 'main' };
  const said = (role: string, text: string, second: number) =>
    JSON.stringify({
      ...envelope,
      type: role,
      uuid: `${idOf(index).slice(0, -3)}${String(second).padStart(3, '0')}`,
      timestamp: new Date(Date.UTC(2026, 10, 22, 9, index % 60, second)).toISOString(),
      message: { role, content: [{ type: 'text', text }], ...(role === 'assistant' ? { model: 'claude-1' } : {}) },
    });
  const answers = Array.from({ length: index % 7 }, (_, turn) => said('assistant', 'x'.repeat(3000), turn + 1));
  const lines = index % 50 === 0 ? [] : [said('user', `Prompt ${index}`, 0), ...answers];
  writeFileSync(pathOf(index), lines.join('\n'));
};

const world = (): World => openWorld({ cwd: home, env: { HOME: home } });
const list = (more: Partial<World>) =>
  listSessions({ ...world(), ...more }, { all: true, limit: null, agent: 'claude-code' });

describe('a listing of very many sessions', () => {
  test('is the same with threads, without any, and with one that fails', async () => {
    let asked = 0;
    const alone = await list({ skimBeside: async () => async () => (asked++, []) });
    expect(asked).toBe(1);
    expect(alone.sessions).toHaveLength(COUNT - COUNT / 50);
    expect(alone.unread.map(({ code }) => code)).toEqual(Array.from({ length: COUNT / 50 }, () => 'log_empty'));
    const takesAndFails = async ({ taken }: SkimWork) => {
      Atomics.add(taken, 0, 12);
      Atomics.add(taken, 1, 12);
      return async () => [];
    };
    expect(await list({ skimBeside: takesAndFails })).toEqual(alone);
    expect(await list({})).toEqual(alone);
  });

  test('is taken from both sides, each session once', async () => {
    const sources = Array.from({ length: COUNT }, (_, index) => ({ agent: 'claude-code', path: pathOf(index) }));
    const work = { sources, taken: new Int32Array(new SharedArrayBuffer(8)) };
    const parts = await Promise.all((['start', 'end', 'end'] as const).map((side) => skimTurns(world(), work, side)));
    expect(parts.map((part) => part[0]?.[0])).toEqual([0, 448, 440]);
    expect(parts.flatMap((part) => part.map(([number]) => number)).toSorted((a, b) => a - b)).toEqual([
      ...sources.keys(),
    ]);
  });

  test.skipIf(availableParallelism() < 2)('is read by other threads to its end', async () => {
    let bytes = 0;
    const sources = Array.from({ length: COUNT }, (_, index) => ({ agent: 'claude-code', path: pathOf(index) }));
    const work = { sources, taken: new Int32Array(new SharedArrayBuffer(8)) };
    const part = await startThreads(work, (count) => void (bytes += count))();
    expect(part.map(([number]) => number).toSorted((a, b) => a - b)).toEqual([...sources.keys()]);
    expect(new Map(part).get(1)).toMatchObject({ session_id: idOf(1), title: 'Prompt 1', model: 'claude-1' });
    expect(bytes).toBeGreaterThan(100_000);
  });
});
