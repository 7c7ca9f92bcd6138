/** `publish upload --push`, through the command line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { claudeLog } from '../../support/claude-log.ts';
import { madeUpSecrets } from '../../support/recorded.ts';
import { runHere } from '../../support/run-here.ts';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';

const BRANCH = 'refs/heads/opensession/sessions';
const ajv = new Ajv2020({ strict: false });
const SCHEMA = join(import.meta.dirname, '../../../src/cli/cli-output.schema.json');
ajv.addSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')), 'cli');

const withRemote = (): { readonly repo: TempRepo; readonly remote: TempRepo; readonly log: string } => {
  const [repo, remote] = [tempRepo(), tempRepo({ bare: true })];
  repo.git('remote', 'add', 'origin', `file://${remote.dir}`);
  const log = claudeLog(repo.dir);
  log.user('Change it');
  return { repo, remote, log: log.keep(repo.home) };
};

const run = (repo: TempRepo, line: string) =>
  runHere([...line.split(' '), '--cwd', repo.dir, '--json'], { env: repo.env });

test('nothing is sent without --push, nor to a remote that was not chosen; then exactly the branch is', async () => {
  const { repo, remote, log } = withRemote();
  expect((await run(repo, `publish upload ${log} --git`)).code).toBe(0);
  expect((await run(repo, `publish upload ${log} --git --push`)).code).toBe(1);
  expect(remote.git('for-each-ref')).toBe('');
  const { code, stdout } = await run(repo, `publish upload ${log} --git --push --remote origin`);
  expect(code).toBe(0);
  ajv.validate('cli#/$defs/publish_upload', JSON.parse(stdout));
  expect(ajv.errorsText()).toBe('No errors');
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'same', pushed: { remote: { name: 'origin' }, changed: true } });
  expect(remote.git('for-each-ref', '--format=%(refname) %(objectname)')).toBe(
    `${BRANCH} ${repo.git('rev-parse', BRANCH)}`,
  );
});

test('to a remote that was not chosen nothing is sent, and the way to allow it is that of the command', async () => {
  const { repo, remote, log } = withRemote();
  const { code, stdout } = await run(repo, `publish upload ${log} --git --push`);
  expect(code).toBe(1);
  const hint = 'if it may receive whole sessions, run it again with: --remote origin';
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'refused', hint } });
  expect(remote.git('for-each-ref')).toBe('');
});

test('what another tool put on the branch with a secret in it is not sent', async () => {
  const { repo, remote, log } = withRemote();
  const { GITHUB = '' } = madeUpSecrets();
  expect((await run(repo, `publish upload ${log} --git`)).code).toBe(0);
  const theirs = repo.gitWith({ input: GITHUB }, 'hash-object', '-w', '--stdin');
  const index = { GIT_INDEX_FILE: join(repo.base, 'index') };
  repo.gitWith({ env: index }, 'read-tree', BRANCH);
  repo.gitWith({ env: index }, 'update-index', '--add', '--cacheinfo', `100644,${theirs},v1/ab/abc.hail.jsonl`);
  const tree = repo.gitWith({ env: index }, 'write-tree');
  repo.git('update-ref', BRANCH, repo.git('commit-tree', tree, '-p', BRANCH, '-m', 'session: abc'));
  const { code, stdout } = await run(repo, `publish upload ${log} --git --push --remote origin`);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'refused' } });
  expect(stdout).not.toContain(GITHUB);
  expect(remote.git('for-each-ref')).toBe('');
});
