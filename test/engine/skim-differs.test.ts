/** Where a listing is known not to say what the whole log says: only parsing every line would tell, which costs it its speed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { skimSession } from '../../src/engine/skim-session.ts';
import type { Skim } from '../../src/engine/session-entry.ts';
import { openWorld } from '../../src/open-world.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-differs-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const timeAt = (index: number): string => new Date(Date.UTC(2026, 10, 22, 9, 0, index)).toISOString();
const FILLER = 'x'.repeat(9000);
const ID = '01a202aa-2e67-7753-bc7b-4fca7252b724';

const claude = (index: number, role: string, more: object = {}): string =>
  JSON.stringify({
    parentUuid: null,
    uuid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    sessionId: ID,
    timestamp: timeAt(index),
    cwd: '/srv/shop',
    gitBranch: 'main',
    type: role,
    message: { role, content: [{ type: 'text', text: `${role} ${index} ${FILLER}` }], model: 'claude-1' },
    ...more,
  });
const codex = (index: number, type: string, payload: object): string =>
  JSON.stringify({ timestamp: timeAt(index), type, payload });
const said = (index: number, role: string, type: string): string =>
  codex(index, 'response_item', { type: 'message', role, content: [{ type, text: `${role} ${index} ${FILLER}` }] });
const gemini = (id: number, type: string, index = id): string =>
  JSON.stringify({ id: `m${id}`, timestamp: timeAt(index), type, content: `${type} ${index} ${FILLER}`, model: 'g' });

interface Case {
  readonly agent: string;
  readonly name: string;
  /** First lines, one in the middle, and those that fill. */
  readonly start: readonly string[];
  readonly middle: string;
  readonly answer: (index: number) => string;
  readonly differs: string;
}

const CASES: { readonly [what: string]: Case } = {
  'a record in the middle is of an earlier time than the first': {
    agent: 'claude-code',
    name: `${ID}.jsonl`,
    start: [claude(1, 'user')],
    middle: claude(20, 'user', { timestamp: '2026-11-21T09:00:00.000Z' }),
    answer: (index) => claude(index, 'assistant'),
    differs: 'created_at',
  },
  'a name is told behind another record on its line': {
    agent: 'codex',
    name: `rollout-2026-11-22T09-50-37-${ID}.jsonl`,
    start: [codex(0, 'session_meta', { id: ID, cwd: '/srv/shop' }), said(1, 'user', 'input_text')],
    middle:
      said(20, 'user', 'input_text') + codex(21, 'event_msg', { type: 'thread_name_updated', thread_name: 'Renamed' }),
    answer: (index) => said(index, 'assistant', 'output_text'),
    differs: 'title',
  },
  'the first prompt is written again, with other words': {
    agent: 'gemini',
    name: 'chats/session-2026-11-22T10-43-31301d36.jsonl',
    start: [JSON.stringify({ sessionId: ID, projectHash: 'a', startTime: timeAt(0) }), gemini(1, 'user')],
    middle: gemini(1, 'user', 20),
    answer: (index) => gemini(index, 'gemini'),
    differs: 'title',
  },
};

test.each(Object.entries(CASES))('%s', async (_, { agent: id, name, start, middle, answer, differs }) => {
  const path = join(dir, name);
  mkdirSync(dirname(path), { recursive: true });
  const answers = (from: number): string[] => Array.from({ length: 17 }, (__, index) => answer(from + index));
  writeFileSync(path, [...start, ...answers(2), middle, ...answers(22)].join('\n'));
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new Error(id);
  const world = openWorld({ env: { HOME: '/nowhere' } });
  const { skim: ___, ...plain } = agent;
  const told = async (by: typeof plain): Promise<Skim> => skimSession(world, by, { agent: id, path });
  const [whole, skimmed] = [await told(plain), await told(agent)];
  const differing = Object.entries(whole ?? {}).filter(([key, value]) => Object(skimmed)[key] !== value);
  expect(differing.map(([key]) => key)).toEqual([differs]);
});
