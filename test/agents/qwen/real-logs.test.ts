/** Real sessions: recorded ones, and other people's, where folders of them stand beside the project. */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { qwen } from '../../../src/agents/qwen/qwen.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = [join(ROOT, 'test/fixtures/recorded/qwen'), join(ROOT, '../shared/recorded/qwen')].find((dir) =>
  existsSync(dir),
);
const SAMPLES = join(ROOT, '../shared/samples/qwen');

const recorded = (scenario: string): string => {
  const [path] = globSync(join(RECORDED ?? '', scenario, 'home/.qwen/projects/*/chats/*.jsonl'));
  if (path === undefined) throw new Error(`no recording of ${scenario}`);
  return path;
};

if (RECORDED === undefined)
  console.log('qwen recordings: none in test/fixtures/recorded nor beside the project, skipped');

describe.skipIf(RECORDED === undefined)('recorded sessions', () => {
  test('a resumed session tells both turns once, and every exit', () => {
    const { events, coverage } = readAll(qwen, { path: recorded('unresolved') });
    expect(textsOf(events, 'UserMessage')).toHaveLength(2);
    const exits = events.flatMap((event) => event.attributes?.[ATTR.exitCode] ?? []);
    expect(exits.at(-1)).toBe(1);
    expect(coverage.ratio).toBe(1);
  });

  test('a failed run, then a passed one; a plan that is done', () => {
    const { events } = readAll(qwen, { path: recorded('fix-add') });
    expect(events.flatMap(({ attributes }) => attributes?.[ATTR.exitCode] ?? [])).toEqual([1, 0]);
    expect(events.filter(({ attributes }) => attributes?.[ATTR.plan] !== undefined)).toHaveLength(2);
    expect(events.flatMap(({ duration_ms: duration }) => duration ?? []).length).toBeGreaterThan(0);
  });
});

const samples = existsSync(SAMPLES) ? globSync(join(SAMPLES, '*.{json,jsonl}')).sort() : [];
if (samples.length === 0) console.log('qwen samples: none at ../shared/samples, skipped');

describe.skipIf(samples.length === 0)('samples', () => {
  test.each(samples)('%s', (path) => {
    const { events, coverage } = readAll(qwen, { path });
    console.log(
      `${basename(path)}: ${coverage.ratio}, ${events.length} events, unknown ${JSON.stringify(coverage.unknown)}`,
    );
    expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
  });
});
