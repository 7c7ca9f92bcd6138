/** From a log and a real repository to the handoff: a doubt that the working tree disproves is gone, any other stays. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const START = Date.UTC(2026, 2, 4, 8) / 1000;

/** A session that edits a file, runs the tests, commits, and then runs the line. Whether its check is stale. */
const isStaleAfter = async (line: string, act: (repo: TempRepo) => void = () => {}): Promise<boolean | undefined> => {
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
  log.tool('Bash', { command: line });
  act(repo);
  log.say('Done.');
  const world = openWorld({ cwd: repo.dir, env: { ...repo.env, HOME: repo.base, USERPROFILE: repo.base } });
  const files = [log.keep(repo.base)];
  const [built] = await buildHandoffs(
    world,
    await resolveSources(world, { files, references: [], last: null, all: false }),
  );
  return built?.handoff.verification.checks[0]?.stale;
};

test.each([['npx prettier --write .'], ['python3 ../fix.py'], ['git checkout main -q']])(
  'after %s: fresh while the tree is as the commit left it',
  async (line) => {
    expect(await isStaleAfter(line)).toBe(false);
  },
);

test.each<[string, string, (repo: TempRepo) => void]>([
  ['a changed file', 'python3 ../fix.py', (repo) => repo.write('add.js', 'bx\n')],
  ['a new file', 'python3 ../fix.py', (repo) => repo.write('new.js', 'x\n')],
  [
    'another commit',
    'git pull',
    (repo) => {
      repo.write('other.js', 'x\n');
      repo.commit('three', START + 7300);
    },
  ],
  ['work that was thrown away', 'git checkout .', () => {}],
])('stale with %s', async (_, line, act) => {
  expect(await isStaleAfter(line, act)).toBe(true);
});
