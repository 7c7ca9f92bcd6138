/** From a log and a real repository to the handoff: what git threw away is not called done. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Handoff } from '../../src/domain/handoff.ts';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { resolveSources } from '../../src/engine/resolve-source.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';

const START = Date.UTC(2026, 2, 4, 8) / 1000;

/** A session that edits one file and makes another, runs the tests, and then the line. */
const handoffAfter = async (line: string, act: (repo: TempRepo) => void): Promise<Handoff> => {
  const repo = tempRepo();
  repo.write('add.js', 'a\n');
  repo.write('src/build/tool.js', 'a\n');
  repo.commit('one', START);
  const log = claudeLog(repo.dir);
  log.user('Fix add');
  log.tool('Edit', { file_path: join(repo.dir, 'add.js'), old_string: 'a', new_string: 'b' });
  log.tool('Write', { file_path: join(repo.dir, 'new.js'), content: 'x\n' });
  repo.write('add.js', 'b\n');
  repo.write('new.js', 'x\n');
  log.tool('Bash', { command: 'npm test' });
  log.tool('Bash', { command: line });
  act(repo);
  log.say('Done.');
  const file = log.keep(repo.base);
  const world = openWorld({ cwd: repo.dir, env: { ...repo.env, HOME: repo.base, USERPROFILE: repo.base } });
  const sources = await resolveSources(world, { files: [file], references: [], last: null, all: false });
  const [built] = await buildHandoffs(world, sources);
  if (built === undefined) throw new Error('expected a handoff');
  return built.handoff;
};

const told = ({ files_modified, execution_contract, verification }: Handoff) => ({
  files: files_modified.map(({ path }) => path),
  done: execution_contract.done_definition.filter((line) => /^(?:Changed|Verification)/.test(line)),
  stale: verification.checks.map(({ stale }) => stale),
});

test.each<[string, (repo: TempRepo) => void, string[]]>([
  ['git reset --hard', (repo) => repo.git('reset', '--hard'), ['new.js']],
  ['git checkout .', (repo) => repo.git('checkout', '.'), ['new.js']],
  ['git stash -u', (repo) => repo.git('stash', '-u'), []],
  ['git clean -fd', (repo) => repo.git('clean', '-fd'), ['add.js']],
  ['git restore add.js', (repo) => repo.git('restore', 'add.js'), ['new.js']],
  ['git pull', () => {}, ['add.js', 'new.js']],
  [
    'rm -rf src/build',
    (repo) => rmSync(join(repo.dir, 'src/build'), { recursive: true }),
    ['add.js', 'new.js', 'src/build/tool.js'],
  ],
])('%s', async (line, act, files) => {
  const { done, ...rest } = told(await handoffAfter(line, act));
  expect(rest).toEqual({ files, stale: [true] });
  const names = files.map((path) => `\`${path}\``).join(', ');
  expect(done).toEqual(files.length === 0 ? [] : [`Changed ${files.length} file(s): ${names}.`]);
});

test('a folder of build output that the repository does not hold may go', async () => {
  const handoff = await handoffAfter('rm -rf dist', () => {});
  expect(told(handoff).stale).toEqual([false]);
});

test('the next step says what cast the doubt', async () => {
  const { execution_contract: contract } = await handoffAfter('git stash -u', (repo) => repo.git('stash', '-u'));
  expect(contract.next_actions).toContain(
    'Run again: `npm test`; files that git stash does not name changed after it.',
  );
});

test.each([
  ['a formatter', 'gofmt -w .', ['`gofmt`']],
  ['one that names a file of the list', 'gofmt -w add.js', []],
  ['one that names another', 'gofmt -w add.js tool.js', ['`gofmt`']],
  ['one whose line names its files', 'rm add.js', []],
  ['one that works elsewhere', 'gofmt -w /tmp/x', []],
  ['a line that cannot be read, which is told already', 'gofmt -w . ((', []],
])('what a program may have changed besides is told: %s', async (_, line, programs) => {
  const { assumptions } = (await handoffAfter(line, () => {})).uncertainty;
  const told = assumptions.filter((one) => one.startsWith('Files that are not listed'));
  expect(told.map((one) => one.slice(one.indexOf('`'), -1))).toEqual(programs);
});
