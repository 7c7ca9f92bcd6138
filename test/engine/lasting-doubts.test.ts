/** From a log and a real repository to the handoff: a doubt stays, however the working tree looks at the end. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { tempRepo } from '../support/temp-repo.ts';

const START = Date.UTC(2026, 2, 4, 8) / 1000;

/** A session that edits a file, runs the tests, commits, and then runs the lines. Whether its check is stale. */
const isStaleAfter = async (...lines: readonly string[]): Promise<boolean | undefined> => {
  const repo = tempRepo();
  repo.write('add.js', 'a\n');
  repo.commit('one', START);
  const log = claudeLog(repo.dir);
  log.user('Fix add');
  log.tool('Write', { file_path: join(repo.base, 'fix.py'), content: "open('add.js', 'a').write('x')\n" });
  log.tool('Edit', { file_path: join(repo.dir, 'add.js'), old_string: 'a', new_string: 'b' });
  repo.write('add.js', 'b\n');
  log.tool('Bash', { command: 'npm test' });
  repo.commit('two', START + 7200);
  const id = repo.git('rev-parse', '--short', 'HEAD').trim();
  log.tool('Bash', { command: 'git commit -qam two' }, { text: `[main ${id}] two\n 1 file changed` });
  for (const command of lines) log.tool('Bash', { command });
  log.say('Done.');
  const world = openWorld({ cwd: repo.dir, env: { ...repo.env, HOME: repo.base, USERPROFILE: repo.base } });
  const files = [log.keep(repo.base)];
  const [built] = await buildHandoffs(
    world,
    await resolveSources(world, { files, references: [], last: null, all: false }),
  );
  return built?.handoff.verification.checks[0]?.stale;
};

test.each([
  'npx prettier --write .',
  'python3 ../fix.py',
  'git checkout main -q',
  'git apply ../a.patch && npm test && git apply -R ../a.patch',
])('after %s: stale, though the tree is as the commit left it', async (line) => {
  expect(await isStaleAfter(line)).toBe(true);
});

test('a check that ran between a change and its reverse', async () => {
  expect(await isStaleAfter('git apply ../a.patch', 'npm test', 'git apply -R ../a.patch')).toBe(true);
});

test('fresh where nothing came after it', async () => {
  expect(await isStaleAfter('git status')).toBe(false);
});
