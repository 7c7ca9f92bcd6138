import { expect, test } from 'vitest';
import type { Agent, Reading, SessionHead } from '../../src/agents/agent.ts';
import { claudeCode } from '../../src/agents/claude-code/claude-code.ts';
import { createTally } from '../../src/domain/coverage.ts';
import type { Event } from '../../src/domain/session.ts';
import { readSession } from '../../src/engine/read-session.ts';
import { openWorld } from '../../src/open-world.ts';
import { sessionOf, user } from '../support/events.ts';

const START = '2026-01-05T09:00:00Z';
const EVENTS = sessionOf(Array.from({ length: 2000 }, (_, index) => user(`prompt ${index}`)));

function* readEvents({ tally }: Reading): Generator<Event, SessionHead> {
  for (const event of EVENTS) {
    tally.understood();
    yield event;
  }
  return {
    session_id: 's',
    version: 'hail-1.0.0',
    agent: { provider: 'anthropic', model: 'm', tool: 'claude-code' },
    context: { tags: [], created_at: START, updated_at: START, related_session_ids: [] },
    sources: [],
  };
}

const agent: Agent = {
  ...claudeCode,
  reader: async () => readEvents,
};

test('while a long log is read, git and timers are heard', async () => {
  const world = { ...openWorld({ env: { HOME: '/home/ada' } }), agents: [agent] };
  const place = { root: null, cwd: null, home: null, script: () => undefined };
  let turns = 0;
  let reading = true;
  const turn = (): void => {
    turns++;
    if (reading) setImmediate(turn);
  };
  setImmediate(turn);
  const { facts } = await readSession(world, { agent: claudeCode.id, path: '/log' }, place);
  reading = false;
  expect(facts.stats.event_count).toBe(2000);
  expect(turns).toBeGreaterThan(3);
});

test('a log of which every record was passed over is not said to be no log', async () => {
  function* readNothing(reading: Reading): Generator<Event, SessionHead> {
    reading.tally.broken(17);
    return yield* readEvents({ ...reading, tally: createTally() });
  }
  const world = {
    ...openWorld({ env: { HOME: '/home/ada' } }),
    agents: [{ ...claudeCode, reader: async () => readNothing }],
  };
  const place = { root: null, cwd: null, home: null, script: () => undefined };
  await expect(readSession(world, { agent: claudeCode.id, path: '/log' }, place)).rejects.toMatchObject({
    code: 'log_broken',
    message: expect.stringMatching(/^no record of \/log can be read: the first of 1, at byte 17, is /),
  });
});
