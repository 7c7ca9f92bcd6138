/** Real sessions: recorded ones. */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { opencode } from '../../../src/agents/opencode/opencode.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { type ReadSession, readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = join(ROOT, 'test/fixtures/recorded/opencode');

const sessionsAt = (path: string): readonly ReadSession[] =>
  [...opencode.sessionsIn(path, openLogReader())].map((source) => readAll(opencode, source));

const recorded = (scenario: string): ReadSession => {
  const [session] = sessionsAt(join(RECORDED, scenario, 'home/.local/share/opencode/opencode.db'));
  if (session === undefined) throw new Error(`no recording of ${scenario}`);
  return session;
};

describe.skipIf(!existsSync(join(RECORDED, 'unresolved')))('recorded sessions', () => {
  test('prompts stand as they were typed, exits as they were', () => {
    const { events, coverage, head } = recorded('unresolved');
    expect(textsOf(events, 'UserMessage')).toEqual([
      'Make parse() trim blanks and drop empty fields, remove legacy.js, and keep npm test and npm run lint green',
      'Also handle null input by returning an empty array',
    ]);
    expect(events.flatMap((event) => event.attributes?.[ATTR.exitCode] ?? [])).toEqual([0, 0, 0, 0, 1]);
    expect([coverage.ratio, coverage.unknown, head.cwd]).toEqual([1, [], '/home/dev/repo']);
  });

  test('the plan and the files of a fix', () => {
    const { events } = recorded('fix-add');
    const plans = events.flatMap((event) => event.attributes?.[ATTR.plan] ?? []);
    expect(plans).toHaveLength(6);
    const files = events.flatMap((event) => {
      const type = event.event_type;
      return type.type === 'FileEdit' || type.type === 'FileCreate'
        ? [[type.type, basename(type.data.path), event.attributes?.[ATTR.fileBefore]]]
        : [];
    });
    expect(files).toEqual([
      ['FileEdit', 'add.js', 'update'],
      ['FileCreate', 'add.negative.test.js', 'create'],
    ]);
  });
});
