import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gemini } from '../../../src/agents/gemini/gemini.ts';
import { planReplay } from '../../../src/agents/gemini/replay-plan.ts';
import { replay } from '../../../src/agents/gemini/replay.ts';
import { createTally } from '../../../src/domain/coverage.ts';
import { collectGarbage } from '../../../src/sources/keep-heap-small.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'opensession-gemini-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const readLines = (lines: readonly string[]): ReturnType<typeof readAll> => {
  const path = join(dir, 'session-test.jsonl');
  writeFileSync(path, lines.join('\n'));
  return readAll(gemini, { path });
};

const said = (id: string, text: string): string =>
  JSON.stringify({ id, timestamp: '2026-01-01T00:00:00.000Z', type: 'gemini', content: text });

type Step = { readonly say: string; readonly text: string } | { readonly rewind: string };

/** What the agent itself would show: a message keeps its first place and its last text. */
const replayed = (steps: readonly Step[]): readonly string[] => {
  const shown = new Map<string, string>();
  for (const step of steps) {
    if ('say' in step) shown.set(step.say, step.text);
    else {
      const ids = [...shown.keys()];
      const from = Math.max(ids.indexOf(step.rewind), 0);
      for (const id of ids.slice(from)) shown.delete(id);
    }
  }
  return [...shown.values()];
};

test('messages stand once, in their last form, where they stood first; rewinds take back', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const say = fc.record({ say: id, text: fc.string({ minLength: 1 }).filter((text) => text.trim() !== '') });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { arbitrary: say, weight: 5 },
    { arbitrary: fc.record({ rewind: id }), weight: 1 },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const lines = steps.map((one) =>
        'say' in one ? said(one.say, one.text) : JSON.stringify({ $rewindTo: one.rewind }),
      );
      const { events, coverage } = readLines(lines);
      expect(textsOf(events, 'AgentMessage')).toEqual(replayed(steps));
      expect(coverage.records).toBe(lines.length);
      expect(coverage.ratio).toBe(1);
    }),
  );
});

test('a line that was cut off does not replace the message that it would have been', () => {
  const { events, coverage } = readLines([said('a', 'first'), said('a', 'second'), said('a', 'third').slice(0, -12)]);
  expect(textsOf(events, 'AgentMessage')).toEqual(['second']);
  expect(coverage.broken).toEqual({
    count: 1,
    first_offset: said('a', 'first').length + said('a', 'second').length + 2,
  });
});

test('a message that waits too long for its last form gives up its place, and nothing is lost', () => {
  const long = 'x'.repeat(12 * 1024 * 1024);
  const { events } = readLines([
    said('a', 'early'),
    said('b', long),
    said('c', long),
    said('d', long),
    said('e', 'end'),
    said('a', 'late'),
  ]);
  const texts = textsOf(events, 'AgentMessage').map((text) => text.slice(0, 5));
  expect(texts).toEqual(['xxxxx', 'xxxxx', 'xxxxx', 'end', 'late']);
});

test('history that is listed again under new ids is not told twice; what is new in it is', () => {
  const user = (id: string, text: string): object => ({
    id,
    timestamp: '2026-01-01T00:00:00.000Z',
    type: 'user',
    content: [{ text }],
  });
  const listed = [user('n1', 'go on'), user('n2', 'go on'), user('n3', 'go on'), user('n4', 'something new')];
  const { events } = readLines([
    JSON.stringify(user('a', 'go on')),
    JSON.stringify(user('b', 'go on')),
    JSON.stringify({ $set: { messages: listed } }),
  ]);
  expect(textsOf(events, 'UserMessage')).toEqual(['go on', 'go on', 'go on', 'something new']);
});

test('hostile records cost themselves only', () => {
  const deep = `{"id":"deep","timestamp":"2026-01-01T00:00:00.000Z","type":"gemini","content":${'['.repeat(2000)}${']'.repeat(2000)}}`;
  const { events, coverage } = readLines([
    'null',
    '[]',
    '7',
    '{"__proto__":{"id":"p"}}',
    '{"id":"__proto__","timestamp":"not a time","type":"constructor","content":"x"}',
    '{"id":"t","timestamp":"2026-99-99T00:00:00Z","type":"gemini","content":{"text":7},"toolCalls":{"length":9},"thoughts":"no","tokens":{"input":-1,"output":1e300}}',
    '{"id":"c","type":"gemini","content":null,"toolCalls":[null,{"name":7,"args":[],"result":"text","status":"success"},{"name":"run_shell_command","args":null,"status":{}}]}',
    '{"$set":{"messages":[null,7,{"id":5}]}}',
    '{"$set":7}',
    '{"$rewindTo":"nothing"}',
    deep,
    said('last', 'still here'),
  ]);
  expect(textsOf(events, 'AgentMessage')).toEqual(['still here']);
  expect(coverage.records).toBe(12);
  expect(coverage.broken.count).toBeGreaterThanOrEqual(4);
});

test('any bytes are read to an end', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.json(), fc.string())), (lines) => {
      const { coverage } = readLines(lines.map((line) => line.replaceAll('\n', ' ')));
      expect(coverage.ratio).toBeLessThanOrEqual(1);
    }),
  );
});

test('of lists of all messages no more is kept than a few MiB, however little of each is new', () => {
  const known = Array.from({ length: 500 }, (_, n): unknown => JSON.parse(said(`${n}`, 'short')));
  const long = (n: number): unknown => JSON.parse(said(`new ${n}`, `${n}`.padEnd(3 * 1024 * 1024, '.')));
  const lists = Array.from({ length: 5 }, (_, n) => JSON.stringify({ $set: { messages: [...known, long(n)] } }));
  const lines = [...known.map((message) => JSON.stringify(message)), ...lists];
  const lengths = textsOf(readLines(lines).events, 'AgentMessage').map((text) => text.length);
  expect(lengths.slice(known.length)).toEqual(lists.map(() => 3 * 1024 * 1024));
  const { checkpoints } = planReplay(join(dir, 'session-test.jsonl'), openLogReader());
  const isKept = [...checkpoints.values()].map(({ messages }) => messages !== undefined);
  expect(isKept).toEqual([true, true, false, false, false]);
});

test('a message that was given out is not held while the place of another waits', async () => {
  const path = join(dir, 'session-waiting.jsonl');
  // each message is written again behind the first line of the next one
  const lines = Array.from({ length: 8 }, (_, n) => [said(`m${n}`, ''), said(`m${n - 1}`, 'done')]).flat();
  writeFileSync(path, lines.join('\n'));
  const logs = openLogReader();
  const messages = replay(path, planReplay(path, logs), { logs, tally: createTally(), source: 0 });
  const given = Array.from({ length: 5 }, () => new WeakRef(messages.next().value as object));
  await setImmediate(); // weak references hold until the turn ends
  collectGarbage();
  expect(given.slice(0, 3).map((one) => one.deref())).toEqual([undefined, undefined, undefined]);
  messages.next();
});
