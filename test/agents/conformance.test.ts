/** What every agent has to keep to, shown by its golden folders; they are found, not listed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { ATTR } from '../../src/domain/event-attributes.ts';
import type { Event } from '../../src/domain/session.ts';
import { openLogReader } from '../../src/sources/log-reader.ts';
import { goldenCases, goldenOf, goldenText, type PlacedCase, placeCase, readCase } from './golden-case.ts';
import { type ReadSession, readAll } from './read-all.ts';

const cases = goldenCases();
const SNIFFED = 65_536;

describe.each(cases.map((one) => ({ ...one, id: one.agent.id })))('$id: $name', ({ agent, name, dir }) => {
  let placed: PlacedCase;
  let session: ReadSession;
  beforeAll(() => {
    placed = placeCase({ agent, name });
    session = readAll(agent, placed.source);
  });
  afterAll(() => placed.remove());

  test('reads as its golden session', async () => {
    await expect(goldenText(session, placed.dir)).toMatchFileSnapshot(goldenOf({ agent, name, dir }));
  });

  test('reads the same twice, with ids that are unique', () => {
    expect(readAll(agent, placed.source)).toEqual(session);
    const ids = session.events.map(({ event_id }) => event_id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is recognised by its agent and by no other; the path alone is not enough', () => {
    const logs = openLogReader();
    const { path } = placed.source;
    const head = logs.head(path, SNIFFED);
    const sure = agents.map((one) => ({ id: one.id, sure: one.recognise(path, head) })).sort((a, b) => b.sure - a.sure);
    expect(sure[0]).toEqual({ id: agent.id, sure: expect.any(Number) });
    expect(sure[0]?.sure).toBeGreaterThan(sure[1]?.sure ?? 0);
    expect(agent.recognise(path, '')).toBeLessThanOrEqual(40);
  });

  test('is among the sessions of its file, and its files are told', () => {
    const logs = openLogReader();
    const { path, key } = placed.source;
    const keys = [...agent.sessionsIn(path, logs)].map((source) => source.key);
    expect(key === undefined ? keys.length : keys).toEqual(key === undefined ? 1 : expect.arrayContaining([key]));
    expect(session.head.sources.length).toBeGreaterThan(0);
    expect(session.events.every(({ timestamp }) => !Number.isNaN(Date.parse(timestamp)))).toBe(true);
    expect(session.coverage.records).toBeGreaterThan(0);
  });
});

const hasFailure = ({ events }: ReadSession): boolean =>
  events.some(({ event_type: type, attributes }) => {
    const code = attributes?.[ATTR.exitCode];
    return type.type === 'ToolResult' && (type.data.is_error || (code !== undefined && code !== 0));
  });

const prompts = ({ events }: ReadSession): readonly Event[] =>
  events.filter(({ event_type: type, task_id: lane }) => type.type === 'UserMessage' && lane === undefined);

test.each(agents)('$id: three different folders show failures, several turns, and something odd', (agent) => {
  const own = cases
    .filter((one) => one.agent.id === agent.id)
    .map((one) => ({ ...one, session: readCase(agent, one.name) }));
  const named = (shows: (one: (typeof own)[number]) => boolean): readonly string[] =>
    own.filter(shows).map(({ name }) => name);
  const failing = named(({ session }) => hasFailure(session));
  const several = named(({ session }) => prompts(session).length > 1);
  const odd = named((one) => one.odd !== undefined);
  const distinct = failing.some((a) => several.some((b) => odd.some((c) => new Set([a, b, c]).size === 3)));
  expect(distinct, JSON.stringify({ failing, several, odd })).toBe(true);
});

test('what a case that says it is odd says why', () => {
  for (const { odd } of cases) if (odd !== undefined) expect(odd.length).toBeGreaterThan(20);
});
