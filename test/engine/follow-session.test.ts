/** Reading a log as it grows gives what reading it whole gives, wherever it was cut. */
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  appendFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Agent } from '../../src/agents/agent.ts';
import { agents } from '../../src/agents/index.ts';
import { foldSession } from '../../src/contract/fold-session.ts';
import { settle } from '../../src/contract/settle.ts';
import type { Event } from '../../src/domain/session.ts';
import { followSession, type SessionEnd, type SessionFollower } from '../../src/engine/follow-session.ts';
import { openWorld } from '../../src/open-world.ts';
import { stampPath } from '../../src/sources/watermark.ts';
import { goldenCases, placeCase } from '../agents/golden-case.ts';
import { readAll } from '../agents/read-all.ts';
import { RECORDED } from '../support/recorded.ts';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'opensession-follow-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const world = openWorld({ env: { HOME: '/nowhere' } });

/** A reader of what is followed: it keeps what was given for good. */
const following = (follower: SessionFollower) => {
  const kept: string[] = [];
  let anew = 0;
  return {
    read: (): { kind: string; events: readonly Event[]; end: Omit<SessionEnd, 'events'> } => {
      for (;;) {
        const followed = follower.look();
        const { kind, events } = followed;
        if (kind === 'anew') {
          kept.length = 0;
          anew++;
        }
        // as text: an event that is changed after it was given would show
        for (const event of events) kept.push(JSON.stringify(event));
        const ended = followed.end();
        if (ended === undefined) continue;
        const { events: last, ...rest } = ended;
        return { kind, events: [...kept.map((text) => JSON.parse(text) as Event), ...last], end: rest };
      }
    },
    anew: () => anew,
  };
};

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What JSON holds of both is equal. To walk through them takes far longer than to write them down: it is for telling what differs. */
const expectSame = (found: unknown, expected: unknown, at: string): void => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect(plain(found), at).toEqual(plain(expected));
};

const expectWhole = (
  agent: Agent,
  path: string,
  read: ReturnType<ReturnType<typeof following>['read']>,
  at: string,
) => {
  const { events, ...end } = readAll(agent, { path });
  expectSame(read.events, events, at);
  expectSame(read.end, end, at);
};

const jsonl = (folder: string): readonly string[] =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .filter((name) => name.endsWith('.jsonl'))
    .sort();

interface Log {
  readonly name: string;
  readonly agent: Agent;
  /** Puts the log's folder into `dir`; returns the log's path. */
  readonly place: () => string;
}

const recorded = (agent: Agent): readonly Log[] =>
  jsonl(join(RECORDED, agent.id)).map((name) => ({
    name: name.replace(/\/home\/.*\//, ' … '),
    agent,
    place: () => {
      const [scenario = ''] = name.split('/');
      cpSync(join(RECORDED, agent.id, scenario), join(dir, scenario), { recursive: true });
      return join(dir, name);
    },
  }));

const golden = (agent: Agent): readonly Log[] =>
  goldenCases()
    .filter((one) => one.agent === agent)
    .map((one) => ({
      name: one.name,
      agent,
      place: () => {
        const placed = placeCase(one);
        cpSync(placed.dir, join(dir, one.name), { recursive: true });
        placed.remove();
        return placed.source.path.replace(placed.dir, join(dir, one.name));
      },
    }));

const followed = agents.filter((agent) => 'follower' in agent);
/** A document is no log to be cut. */
const isDocument = (path: string): boolean => path.endsWith('.json');
const logs = followed.flatMap((agent) => [...recorded(agent), ...golden(agent)]);

const lineEnds = (bytes: Buffer): readonly number[] =>
  [...bytes.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []));

describe.each(logs.map((log) => [`${log.agent.id}: ${log.name}`, log] as const))('%s', (_, log) => {
  const { agent } = log;
  test('grows line by line', async () => {
    const path = log.place();
    const reader = following(await followSession(world, { agent: agent.id, path }));
    if (isDocument(path)) return expectWhole(agent, path, reader.read(), 'document');
    const bytes = readFileSync(path);
    truncateSync(path);
    let from = 0;
    for (const cut of lineEnds(bytes)) {
      appendFileSync(path, bytes.subarray(from, cut));
      from = cut;
      expectWhole(agent, path, reader.read(), `up to ${cut}`);
    }
    appendFileSync(path, bytes.subarray(from));
    expectWhole(agent, path, reader.read(), 'whole');
  });

  test('from each line end to the whole in one go', async () => {
    const path = log.place();
    const bytes = readFileSync(path);
    const whole = readAll(agent, { path });
    for (const cut of isDocument(path) ? [bytes.length] : [0, ...lineEnds(bytes)]) {
      writeFileSync(path, bytes.subarray(0, cut));
      const reader = following(await followSession(world, { agent: agent.id, path }));
      reader.read();
      appendFileSync(path, bytes.subarray(cut));
      const read = reader.read();
      expectSame(read.events, whole.events, `from ${cut}`);
      expectSame(read.end, { head: whole.head, coverage: whole.coverage }, `from ${cut}`);
    }
  });
});

/** What is written of each line when the log is looked at: a start that tells what it goes on from, and all but its end. */
const within = (bytes: Buffer): readonly number[] => {
  const ends = lineEnds(bytes);
  return ends.flatMap((end, index) => [(ends[index - 1] ?? 0) + 120, end - 1].filter((cut) => cut < end));
};

describe.each(followed.flatMap((agent) => golden(agent)).map((log) => [`${log.agent.id}: ${log.name}`, log] as const))(
  '%s',
  (_, log) => {
    test('looked at while each of its lines is written', async () => {
      const path = log.place();
      if (isDocument(path)) return;
      const { agent } = log;
      const bytes = readFileSync(path);
      truncateSync(path);
      const growing = following(await followSession(world, { agent: agent.id, path }));
      let from = 0;
      for (const cut of [...within(bytes), bytes.length]) {
        appendFileSync(path, bytes.subarray(from, cut));
        from = cut;
        expectWhole(agent, path, growing.read(), `up to ${cut}`);
        expectWhole(agent, path, following(await followSession(world, { agent: agent.id, path })).read(), `at ${cut}`);
      }
    });
  },
);

const small = (agent: Agent): string => {
  const [log] = recorded(agent).filter(({ name }) => name.startsWith('honest-chain'));
  if (log === undefined) throw new Error(`no such recording of ${agent.id}`);
  return log.place();
};

const place = { root: '/home/dev/repo', cwd: '/home/dev/repo', home: '/home/dev/home', script: () => undefined };

/** What a handoff is made of, before git is asked. */
const factsOf = (events: readonly Event[], { head, coverage }: Omit<SessionEnd, 'events'>) => {
  const fold = foldSession(place);
  for (const event of settle(events)) fold.push(event);
  return fold.finish(head, coverage);
};

describe.each(followed.map((agent) => [agent.id, agent] as const))('%s', (id, agent) => {
  test('cut at any byte: the part, the whole and its facts are as if read at once', async () => {
    const path = small(agent);
    const bytes = readFileSync(path);
    const whole = readAll(agent, { path });
    const { events, ...end } = whole;
    let read: ReturnType<ReturnType<typeof following>['read']> | undefined;
    // every byte around line ends, and a spread of those within lines
    const near = lineEnds(bytes).flatMap((end) => [-2, -1, 0, 1, 2].map((by) => end + by));
    const spread = Array.from({ length: Math.ceil(bytes.length / 97) }, (_, index) => index * 97);
    for (const cut of new Set([...near, ...spread].filter((at) => at >= 0 && at <= bytes.length))) {
      writeFileSync(path, bytes.subarray(0, cut));
      const reader = following(await followSession(world, { agent: id, path }));
      expectWhole(agent, path, reader.read(), `up to ${cut}`);
      appendFileSync(path, bytes.subarray(cut));
      read = reader.read();
      expectSame(read.events, events, `from ${cut}`);
      expectSame(read.end, end, `from ${cut}`);
    }
    // which hang on nothing else
    if (read === undefined) throw new Error('expected a log that is not empty');
    expectSame(factsOf(read.events, read.end), factsOf(events, end), 'facts');
  }, 120_000);

  test('pieces of chance', async () => {
    const path = small(agent);
    const bytes = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 }), async (cuts) => {
        writeFileSync(path, '');
        const reader = following(await followSession(world, { agent: id, path }));
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
          appendFileSync(path, bytes.subarray(from, cut));
          from = cut;
          expectWhole(agent, path, reader.read(), `cuts ${cuts.join(' ')}`);
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('what was given stays given while the log grows', async () => {
    const path = small(agent);
    const bytes = readFileSync(path);
    const ends = lineEnds(bytes);
    const half = ends[Math.floor(ends.length / 2)] ?? 0;
    writeFileSync(path, bytes.subarray(0, half));
    const reader = following(await followSession(world, { agent: id, path }));
    expect(reader.read().kind).toBe('anew');
    for (const cut of ends.filter((end) => end > half)) {
      appendFileSync(
        path,
        bytes.subarray(cut === ends.find((end) => end > half) ? half : (ends[ends.indexOf(cut) - 1] ?? 0), cut),
      );
      expect(reader.read().kind).toBe('grown');
    }
    expect(reader.anew()).toBe(1);
    expect(reader.read().kind).toBe('unchanged');
    // another log under its name
    writeFileSync(path, bytes.subarray(0, half));
    const read = reader.read();
    expect(read.kind).toBe('anew');
    expectWhole(agent, path, read, 'cut back');
  });

  test('a log that goes away and comes back', async () => {
    const path = small(agent);
    const bytes = readFileSync(path);
    const reader = following(await followSession(world, { agent: id, path }));
    reader.read();
    rmSync(path);
    expect(() => reader.read()).toThrow(expect.objectContaining({ code: 'file_not_found' }));
    writeFileSync(path, bytes);
    expect(reader.read().kind).toBe('anew');
  });
});

test('a log whose first record has no time gets the first time that comes', async () => {
  const agent = agents.find(({ id }) => id === 'claude-code');
  if (agent === undefined) throw new Error('expected Claude Code');
  const path = join(dir, '6a69c5ce-dc94-4dab-9438-91d7dbc01826.jsonl');
  const said = (more: object): string =>
    `${JSON.stringify({ type: 'user', message: { role: 'user', content: 'Go on' }, ...more })}\n`;
  writeFileSync(path, said({ uuid: 'a' }));
  const reader = following(await followSession(world, { agent: agent.id, path }));
  expectWhole(agent, path, reader.read(), 'without a time');
  appendFileSync(path, said({ uuid: 'b', timestamp: '2026-11-22T10:00:00Z' }));
  expectWhole(agent, path, reader.read(), 'with a time');
});

describe('sub-agents', () => {
  const agent = agents.find(({ id }) => id === 'claude-code');
  const [log] = agent === undefined ? [] : recorded(agent).filter(({ name }) => /^delegate.*dd41/.test(name));
  if (agent === undefined || log === undefined) throw new Error('expected the recording of a delegation');
  const saying = (index: number): string =>
    `${JSON.stringify({ type: 'user', uuid: `later-${index}`, timestamp: `2027-01-01T00:00:0${index}Z`, message: { role: 'user', content: 'Go on' } })}\n`;

  test('one that comes, and one that says more, is put where it belongs', async () => {
    const path = log.place();
    const own = path.replace(/\.jsonl$/, '');
    cpSync(own, `${dir}/aside`, { recursive: true });
    rmSync(own, { recursive: true });
    const reader = following(await followSession(world, { agent: agent.id, path }));
    expectWhole(agent, path, reader.read(), 'alone');
    cpSync(`${dir}/aside`, own, { recursive: true });
    const read = reader.read();
    expect(read.kind).toBe('anew');
    expectWhole(agent, path, read, 'with its sub-agent');
    const [side = ''] = jsonl(own);
    appendFileSync(join(own, side), '{}\n');
    expectWhole(agent, path, reader.read(), 'with a longer sub-agent');
  });

  test('while they rest, what the session adds costs its own bytes', async () => {
    const path = log.place();
    let bytes = 0;
    const counting = openWorld({ env: { HOME: '/nowhere' }, onRead: (count) => void (bytes += count) });
    const follower = await followSession(counting, { agent: agent.id, path });
    const reader = following(follower);
    reader.read();
    appendFileSync(path, saying(0));
    expectWhole(agent, path, reader.read(), 'past the end of the sub-agent');
    bytes = 0;
    appendFileSync(path, saying(1));
    const read = reader.read();
    expect(read.kind).toBe('grown');
    expect(bytes).toBe(saying(1).length);
    expectWhole(agent, path, read, 'and more');
    follower.close();
  });
});

describe('what takes back a part of the past', () => {
  const lines = (...records: readonly object[]): string =>
    records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const time = '2026-11-22T10:00:00.000Z';
  const piSaid = (id: string, parentId: string | null, content: string) => ({
    type: 'message',
    id,
    parentId,
    timestamp: time,
    message: { role: 'user', content },
  });
  const qwenSaid = (uuid: string, text: string) => ({
    uuid,
    parentUuid: null,
    sessionId: 's',
    timestamp: time,
    type: 'user',
    message: { role: 'user', parts: [{ text }] },
  });
  const cases = [
    {
      id: 'pi',
      start: lines(
        { type: 'session', version: 3, id: 's', timestamp: time, cwd: '/srv/app' },
        piSaid('a', null, 'First'),
        piSaid('b', 'a', 'Second'),
      ),
      back: lines(piSaid('c', 'a', 'Instead')),
      more: lines(piSaid('d', 'c', 'Then')),
      said: ['First', 'Instead', 'Then'],
    },
    {
      id: 'qwen',
      start: lines(qwenSaid('a', 'First'), qwenSaid('b', 'Second')),
      back: lines({ ...qwenSaid('c', ''), type: 'system', subtype: 'rewind', parentUuid: 'a' }),
      more: lines(qwenSaid('d', 'Then')),
      said: ['First', 'Then'],
    },
  ];
  test.each(cases)('$id: it is read anew once, and goes on', async ({ id, start, back, more, said }) => {
    const agent = agents.find((one) => one.id === id);
    if (agent === undefined) throw new Error(id);
    const path = join(dir, 'session.jsonl');
    writeFileSync(path, start);
    const reader = following(await followSession(world, { agent: id, path }));
    reader.read();
    appendFileSync(path, back);
    expectWhole(agent, path, reader.read(), 'taken back');
    expect(reader.anew()).toBe(2);
    appendFileSync(path, more);
    const read = reader.read();
    expect(read.kind).toBe('grown');
    expectWhole(agent, path, read, 'and more');
    expect(read.events.flatMap(({ content }) => content.blocks)).toEqual(said.map((text) => ({ type: 'Text', text })));
  });
  test.each(cases)('$id: a line that is not ended yet takes back as much', async ({ id, start, back, more }) => {
    const agent = agents.find((one) => one.id === id);
    if (agent === undefined) throw new Error(id);
    const path = join(dir, 'session.jsonl');
    writeFileSync(path, start);
    const reader = following(await followSession(world, { agent: id, path }));
    reader.read();
    appendFileSync(path, back.slice(0, -1));
    expectWhole(agent, path, reader.read(), 'not ended');
    appendFileSync(path, `\n${more}`);
    expectWhole(agent, path, reader.read(), 'ended');
  });
});

test('Copilot: what lies beside the log is told anew at the end, and the log is not read again', async () => {
  const agent = agents.find(({ id }) => id === 'copilot');
  if (agent === undefined) throw new Error('expected Copilot');
  const path = small(agent);
  let bytes = 0;
  const counting = openWorld({ env: { HOME: '/nowhere' }, onRead: (count) => void (bytes += count) });
  const reader = following(await followSession(counting, { agent: agent.id, path }));
  reader.read();
  bytes = 0;
  writeFileSync(join(path, '../workspace.yaml'), 'name: Another title\ncwd: /srv/app\n');
  const read = reader.read();
  expect(bytes).toBe(0);
  expect(read.end.head.context.title).toBe('Another title');
  expectWhole(agent, path, read, 'another title');
  expect(reader.anew()).toBe(1);
});

const others = agents.filter((agent) => !('follower' in agent)).flatMap((agent) => recorded(agent).slice(0, 1));

test.each(others.map((log) => [log.agent.id, log] as const))('%s: what has changed is read whole', async (id, log) => {
  const path = log.place();
  const reader = following(await followSession(world, { agent: id, path }));
  expectWhole(log.agent, path, reader.read(), 'first');
  appendFileSync(path, '{}\n');
  const read = reader.read();
  expect(read.kind).toBe('anew');
  expectWhole(log.agent, path, read, 'grown');
});

test('what cannot be followed and has not changed is not read', async () => {
  const [log] = others;
  if (log === undefined) throw new Error('expected a recording of an agent that cannot be followed');
  // a minute after the last change
  const quiet = { ...world, stamp: (path: string) => stampPath(path, Date.now() + 60_000) };
  const reader = following(await followSession(quiet, { agent: log.agent.id, path: log.place() }));
  reader.read();
  expect(reader.read().kind).toBe('unchanged');
  expect(reader.anew()).toBe(1);
});
