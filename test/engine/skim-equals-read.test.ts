/** A listing passes over most of a long log, and must say what the whole says. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Agent, SessionSource } from '../../src/agents/agent.ts';
import { agents } from '../../src/agents/index.ts';
import { skimSession } from '../../src/engine/skim-session.ts';
import { isEntry, type SessionEntry, type Skim } from '../../src/engine/session-entry.ts';
import { openWorld } from '../../src/open-world.ts';
import { RECORDED } from '../support/recorded.ts';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-equal-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const world = openWorld({ env: { HOME: '/nowhere' } });

/** What the same listing says when no rule lets it pass over anything. */
const wholly = (agent: Agent, source: SessionSource) => {
  const { skim: _, ...plain } = agent;
  return skimSession(world, plain, source);
};

const entryOf = (skim: Skim): SessionEntry | null => (isEntry(skim) ? skim : null);

/** Sub-agents' logs are no sessions: of them the listing needs only that they are. */
const expectSame = async (agent: Agent, source: SessionSource): Promise<void> => {
  const whole = entryOf(await wholly(agent, source));
  const skimmed = entryOf(await skimSession(world, agent, source));
  if (whole !== null && whole.parent_session_id !== null)
    expect(skimmed?.parent_session_id, source.path).toBe(whole.parent_session_id);
  else expect(skimmed, source.path).toEqual(whole);
};

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile())
    : [];

const skimming = agents.filter(({ skim }) => skim !== undefined);

describe.each(skimming.map((agent) => [agent.id, agent] as const))('%s', (id, agent) => {
  test.each([
    ['recorded', join(RECORDED, id)],
    ['golden', join(import.meta.dirname, '../fixtures/logs', id)],
    ['collected', join(import.meta.dirname, '../../../shared/samples', id === 'gemini' ? 'gemini-cli' : id)],
  ])('%s sessions', async (_, folder) => {
    for (const path of filesBelow(folder).filter((one) => /\.jsonl?$/.test(one)))
      for (const source of agent.sessionsIn(path, world.logs)) await expectSame(agent, source);
  });
});

/** Records of long logs, in an order and with fillings of chance. */
interface Turn {
  readonly kind:
    | 'prompt'
    | 'answer'
    | 'title'
    | 'summary'
    | 'moved'
    | 'resumed'
    | 'notice'
    | 'untimed'
    | 'torn'
    | 'context';
  readonly length: number;
}
const turns = fc.array(
  fc.record<Turn>({
    kind: fc.constantFrom(
      'prompt',
      'answer',
      'answer',
      'answer',
      'title',
      'summary',
      'moved',
      'resumed',
      'notice',
      'untimed',
      'torn',
      'context',
    ),
    length: fc.constantFrom(0, 40, 700, 3000, 9000, 60_000),
  }),
  { minLength: 1, maxLength: 60 },
);

const timeAt = (index: number): string => new Date(Date.UTC(2026, 10, 22, 9, 0, index)).toISOString();
const STEM = '6a69c5ce-dc94-4dab-9438-91d7dbc01826';

const claudeLine = ({ kind, length }: Turn, index: number): string => {
  const filler = 'x"y\\'.repeat(length / 4);
  const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const envelope = {
    parentUuid: null,
    uuid,
    sessionId: kind === 'resumed' ? 'ffffffff-dc94-4dab-9438-91d7dbc01826' : STEM,
    timestamp: timeAt(index),
    cwd: kind === 'moved' ? '/srv/other' : '/srv/shop',
    gitBranch: kind === 'moved' ? 'HEAD' : 'main',
  };
  const said = (role: string, content: unknown, more: object = {}) =>
    JSON.stringify({ ...envelope, type: role, message: { role, content, ...more } });
  switch (kind) {
    case 'prompt':
    case 'moved':
    case 'resumed':
      return said('user', `Prompt ${index} ${filler}`);
    case 'answer':
      return said('assistant', [{ type: 'text', text: filler + index }], { model: `claude-${index % 3}`, id: uuid });
    case 'notice':
      return said('assistant', [{ type: 'text', text: 'API Error' }], { model: '<synthetic>', id: uuid });
    case 'title':
      return JSON.stringify({ type: 'custom-title', customTitle: `Title ${index}`, sessionId: STEM });
    case 'summary':
      return JSON.stringify({ type: 'summary', summary: `Summary ${index}`, leafUuid: uuid.replace(/..$/, '01') });
    case 'untimed':
      return JSON.stringify({ type: 'last-prompt', lastPrompt: filler, sessionId: STEM });
    case 'torn':
      return said('user', filler).slice(0, -9);
    case 'context': {
      const { parentUuid, ...rest } = envelope;
      const attachment = { type: 'skill_listing', content: filler };
      return JSON.stringify({ parentUuid, isSidechain: false, attachment, type: 'attachment', ...rest });
    }
  }
};

const codexLine = ({ kind, length }: Turn, index: number): string => {
  const filler = 'x"y\\'.repeat(length / 4);
  const line = (type: string, payload: object): string => JSON.stringify({ timestamp: timeAt(index), type, payload });
  const said = (role: string, type: string, text: string): string =>
    line('response_item', { type: 'message', role, content: [{ type, text }] });
  switch (kind) {
    case 'prompt':
    case 'resumed':
      return said('user', 'input_text', `Prompt ${index} ${filler}`);
    case 'answer':
      return said('assistant', 'output_text', filler);
    case 'moved':
    case 'notice':
      return line('turn_context', { cwd: `/srv/${index}`, model: `gpt-${index}`, turn_id: `t${index}`, note: filler });
    case 'title':
    case 'summary':
      return line('event_msg', { type: 'thread_name_updated', thread_name: `Name ${index}` });
    case 'untimed':
      return JSON.stringify({ record_type: 'state', filler });
    case 'torn':
      return said('user', 'input_text', filler).slice(0, -9);
    case 'context':
      return index % 2 === 0 ? said('developer', 'input_text', filler) : line('world_state', { state: filler });
  }
};

const geminiLine = ({ kind, length }: Turn, index: number): string => {
  const filler = 'x"y\\'.repeat(length / 4);
  const message = (type: string, more: object): string =>
    JSON.stringify({ id: `m${index}`, timestamp: timeAt(index), type, ...more });
  switch (kind) {
    case 'prompt':
    case 'resumed':
      return message('user', { content: [{ text: `Prompt ${index} ${filler}` }] });
    case 'answer':
      return message('gemini', { content: filler + index, model: `gemini-${index % 3}` });
    case 'notice':
      return message('info', { content: filler });
    case 'title':
      return JSON.stringify({ $set: { summary: `Summary ${index}` } });
    case 'summary':
      return JSON.stringify({ $rewindTo: `m${index - 2}` });
    case 'moved':
    case 'untimed':
    case 'context':
      return JSON.stringify({ $set: { lastUpdated: timeAt(index) } });
    case 'torn':
      return message('user', { content: filler }).slice(0, -9);
  }
};

const ID = '01a202aa-2e67-7753-bc7b-4fca7252b724';
const makers = {
  'claude-code': { name: `${STEM}.jsonl`, head: [], line: claudeLine },
  codex: {
    name: `rollout-2026-11-22T09-50-37-${ID}.jsonl`,
    head: [JSON.stringify({ timestamp: timeAt(0), type: 'session_meta', payload: { id: ID, cwd: '/srv/shop' } })],
    line: codexLine,
  },
  gemini: {
    name: 'chats/session-2026-11-22T10-43-31301d36.jsonl',
    head: [JSON.stringify({ sessionId: STEM, projectHash: 'a', startTime: timeAt(0), lastUpdated: timeAt(0) })],
    line: geminiLine,
  },
};

test.each(Object.entries(makers))('long logs of %s, whatever comes in them', async (id, { name, head, line }) => {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new Error(id);
  const path = join(dir, id, name);
  mkdirSync(join(path, '..'), { recursive: true });
  let passedOver = 0;
  await fc.assert(
    fc.asyncProperty(turns, async (log) => {
      const handle = openSync(path, 'w');
      writeSync(handle, [...head, ...log.map((turn, index) => line(turn, index + 1))].join('\n'));
      closeSync(handle);
      const [source] = agent.sessionsIn(path, world.logs);
      if (source === undefined) throw new Error('no session');
      const known = id === 'claude-code' ? { known: { session_id: STEM } } : {};
      await expectSame(agent, { ...source, ...known });
      if (agent.skim !== undefined) {
        const skimming = world.skim(agent.skim, path);
        for (const _ of skimming.logs.lines(path));
        if (skimming.passedFrom() !== null) passedOver++;
        skimming.close();
      }
    }),
    { numRuns: 300 },
  );
  expect(passedOver).toBeGreaterThan(10);
});
