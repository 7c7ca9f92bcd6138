/** From a log and a real repository to the handoff: what the place of a check says of it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { tempRepo } from '../support/temp-repo.ts';

/** A session that runs the line between two edits of a file in the root, in a repository that holds a package. */
const verificationOf = async (command: string, from = '.') => {
  const repo = tempRepo();
  repo.write('add.js', 'a\n');
  repo.write('web/index.js', 'a\n');
  repo.commit('one', Date.UTC(2026, 2, 4, 8) / 1000);
  const log = claudeLog(join(repo.dir, from));
  log.user('Fix add');
  log.tool('Edit', { file_path: join(repo.dir, 'add.js'), old_string: 'a', new_string: 'b' });
  log.tool('Bash', { command });
  log.tool('Edit', { file_path: join(repo.dir, 'add.js'), old_string: 'b', new_string: 'c' });
  repo.write('add.js', 'c\n');
  log.say('Done.');
  const world = openWorld({ cwd: repo.dir, env: { ...repo.env, HOME: repo.base, USERPROFILE: repo.base } });
  const files = [log.keep(repo.base)];
  const [built] = await buildHandoffs(
    world,
    await resolveSources(world, { files, references: [], last: null, all: false }),
  );
  if (built === undefined) throw new Error('expected one handoff');
  return built.handoff.verification;
};

test.each([
  ['cd objs && ninja test', true],
  ['cd web && npm test', false],
])('%s: stale after a change of the root: %s', async (line, stale) => {
  expect((await verificationOf(line)).checks.map((check) => check.stale)).toEqual([stale]);
});

test('a session that began in a folder of the repository checks all of it', async () => {
  const { checks } = await verificationOf('cd .. && npm test', 'web');
  expect(checks.map(({ id, final }) => [id, final])).toEqual([['npm test', 'passed']]);
});

test('what ran on another tree is told, and is missing as a check of this one', async () => {
  const line = 'git worktree add ../base main && cd ../base && npm test';
  const { checks, checks_run: runs, required_checks_missing: missing } = await verificationOf(line);
  expect([checks.length, missing.length]).toEqual([0, 1]);
  expect(runs.map(({ status, doubts }) => [status, ...doubts.map(({ kind }) => kind)])).toEqual([['unknown', 'void']]);
});

test('a directory beside the repository may be of it, and is told', async () => {
  const { checks } = await verificationOf('cd ../build && make test');
  expect(checks.map(({ id, final }) => [id.startsWith('make test @'), final])).toEqual([[true, 'passed']]);
});

test.each(['cd ../api && npm test', 'git clone h:a/app.git && cd app && npm test'])(
  '%s, from a directory that is gone: counts',
  async (line) => {
    const { checks } = await verificationOf(line, 'gone/web');
    expect(checks.map(({ final }) => final)).toEqual(['passed']);
  },
);
