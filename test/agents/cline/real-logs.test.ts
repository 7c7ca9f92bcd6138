/** Real sessions: recorded ones. */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cline } from '../../../src/agents/cline/cline.ts';
import { ATTR } from '../../../src/domain/event-attributes.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readAll, textsOf } from '../read-all.ts';

const ROOT = join(import.meta.dirname, '../../..');
const RECORDED = [join(ROOT, 'test/fixtures/recorded/cline'), join(ROOT, '../shared/recorded/cline')].find((dir) =>
  existsSync(dir),
);

if (RECORDED === undefined)
  console.log('cline recordings: none in test/fixtures/recorded nor beside the project, skipped');

describe.skipIf(RECORDED === undefined)('recorded sessions', () => {
  const home = join(RECORDED ?? '', 'fix-add/home/.cline/data');

  test('are found with what the index tells', () => {
    const [session, ...more] = [...cline.find(join(home, 'sessions'), openLogReader())];
    expect(more).toEqual([]);
    expect(session?.known).toMatchObject({ cwd: '/home/dev/repo' });
  });

  test('tell a failed run, then a passed one, and their prompt as it was typed', () => {
    const [path = ''] = globSync(join(home, 'sessions/*/*.messages.json'));
    const { events, coverage, head } = readAll(cline, { path });
    expect(events.flatMap(({ attributes }) => attributes?.[ATTR.exitCode] ?? [])).toEqual([0, 1, 0, 0]);
    expect(textsOf(events, 'UserMessage')).toEqual([
      'The add function is broken: fix the failing test and add regression coverage',
    ]);
    expect(head.branch).toBe('main');
    expect(coverage.ratio).toBe(1);
  });
});
