/** Real sessions: recorded ones that come with the project, and other people's where a folder of samples stands beside it. */
import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gemini } from '../../../src/agents/gemini/gemini.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = join(ROOT, 'test/fixtures/recorded/gemini');
const SAMPLES = join(ROOT, '../shared/samples/gemini-cli');

const recorded = (scenario: string): string => {
  const [path] = globSync(join(RECORDED, scenario, 'home/.gemini/tmp/*/chats/*.jsonl'));
  if (path === undefined) throw new Error(`no recording of ${scenario}`);
  return path;
};

describe.skipIf(!existsSync(RECORDED))('recorded sessions', () => {
  test('a resumed session tells both turns once', () => {
    const { events, coverage } = readAll(gemini, { path: recorded('unresolved') });
    expect(textsOf(events, 'UserMessage')).toEqual([
      'Make parse() trim blanks and drop empty fields, remove legacy.js, and keep npm test and npm run lint green',
      'Also handle null input by returning an empty array',
    ]);
    const shells = events.flatMap(({ event_type: type }) => (type.type === 'ShellCommand' ? [type.data.command] : []));
    expect(shells).toEqual([
      'ls -la && git log --oneline',
      'git rm -q legacy.js',
      'npm test',
      'npm run lint',
      'npm test',
    ]);
    const exits = events.flatMap((event) => event.attributes?.[ATTR.exitCode] ?? []);
    expect(exits).toEqual([0, 0, 0, 0, 1]);
    expect(coverage.ratio).toBe(1);
  });

  test('the first run fails by its exit line, the second passes by its absence', () => {
    const { events } = readAll(gemini, { path: recorded('fix-add') });
    const exits = events.flatMap(({ attributes: given }) =>
      given?.[ATTR.exitCode] === undefined ? [] : [[given[ATTR.exitCode], given[ATTR.exitSource]]],
    );
    expect(exits).toEqual([
      [0, 'absence'],
      [1, 'text'],
      [0, 'absence'],
      [0, 'absence'],
    ]);
  });
});

const samples = existsSync(SAMPLES) ? globSync(join(SAMPLES, '*.{json,jsonl}')).sort() : [];
if (samples.length === 0) console.log(`gemini samples: none at ../shared/samples, skipped`);

describe.skipIf(samples.length === 0)('samples', () => {
  test.each(samples)('%s', (path) => {
    const { events, coverage } = readAll(gemini, { path });
    console.log(
      `${basename(path)}: ${coverage.ratio}, ${events.length} events, unknown ${JSON.stringify(coverage.unknown)}`,
    );
    expect(coverage.ratio).toBeGreaterThanOrEqual(0.99);
    expect(new Set(events.map((event) => event.event_id)).size).toBe(events.length);
  });
});
