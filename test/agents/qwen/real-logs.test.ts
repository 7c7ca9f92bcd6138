/** Real sessions: recorded ones. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { qwen } from '../../../src/agents/qwen/qwen.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = [join(ROOT, 'test/fixtures/recorded/qwen'), join(ROOT, '../shared/recorded/qwen')].find((dir) =>
  existsSync(dir),
);

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
