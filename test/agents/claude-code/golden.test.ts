/** Each folder below test/fixtures/logs/claude-code is a project folder with one session; session.json is what is read. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { claudeCode } from '../../../src/agents/claude-code/claude-code.ts';
import { openLogReader } from '../../../src/sources/log-reader.ts';
import { readPath } from './read-log.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/logs/claude-code');

test.each(readdirSync(LOGS))('%s', async (name) => {
  const found = [...claudeCode.find(LOGS, openLogReader())].filter(({ path }) =>
    path.startsWith(join(LOGS, name, '/')),
  );
  expect(found).toHaveLength(1);
  const { head, coverage, events } = readPath(found[0]?.path ?? '');
  const sources = head.sources.map((path) => relative(join(LOGS, name), path).replaceAll('\\', '/'));
  const session = { head: { ...head, sources }, coverage, events };
  await expect(`${JSON.stringify(session, null, 2)}\n`).toMatchFileSnapshot(join(LOGS, name, 'session.json'));
});
