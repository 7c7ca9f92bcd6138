/** Real sessions: recorded ones. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gemini } from '../../../src/agents/gemini/gemini.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = join(ROOT, 'test/fixtures/recorded/gemini');

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
