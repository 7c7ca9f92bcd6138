/** Artifacts and sessions from one repository to another, through the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { madeUpSecrets } from '../../support/recorded.ts';
import { claudeLog } from '../../support/claude-log.ts';
import { runCli } from '../../support/run-cli.ts';
import { runHere } from '../../support/run-here.ts';
import { type TempRepo, tempRepo } from '../../support/temp-repo.ts';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../src/cli/cli-output.schema.json'), 'utf8')),
  'cli',
);

const run = (repo: TempRepo, line: string) =>
  runHere([...line.split(' '), '--cwd', repo.dir, '--json'], { env: repo.env });

const json = async (repo: TempRepo, line: string): Promise<unknown> => {
  const { code, stdout, stderr } = await run(repo, line);
  expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
  const value: unknown = JSON.parse(stdout);
  const name = line.split(' ')[0] ?? '';
  if (name === 'export' || name === 'import') ajv.validate(`cli#/$defs/${name}`, value);
  expect(ajv.errorsText(), line).toBe('No errors');
  return value;
};

/** One artifact and one session on the branch. */
const filled = async (): Promise<TempRepo> => {
  const repo = tempRepo();
  repo.write('a.txt', 'a');
  repo.commit('one');
  const log = claudeLog(repo.dir);
  log.user('Change it');
  log.tool('Bash', { command: 'npm test' });
  const path = log.keep(repo.home);
  await json(repo, 'session handoff save --artifact-id one');
  await json(repo, `publish upload ${path} --git`);
  return repo;
};

const REFS = ['refs/opensession/handoff/artifacts/one', 'refs/heads/opensession/sessions'];
const trees = (repo: TempRepo) => REFS.map((ref) => repo.git('rev-parse', `${ref}^{tree}`));

test('what was exported is imported as it was, the same archive twice adds nothing, and its bytes are the same', async () => {
  const [from, to] = [await filled(), tempRepo()];
  const archive = join(from.base, 'all.tar');
  expect(await json(from, `export ${archive}`)).toMatchObject({ artifacts: 1, sessions: 1, files: 6, written: true });
  expect(await json(to, `import ${archive} --dry-run`)).toMatchObject({
    artifacts: [{ artifact_id: 'one', outcome: 'dry-run' }],
  });
  expect(to.git('for-each-ref')).toBe('');
  expect(await json(to, `import ${archive}`)).toMatchObject({
    artifacts: [{ outcome: 'added' }],
    sessions: [{ outcome: 'added' }],
  });
  expect(trees(to)).toEqual(trees(from));
  expect(await json(to, `import ${archive}`)).toMatchObject({
    artifacts: [{ outcome: 'same' }],
    sessions: [{ outcome: 'same' }],
  });

  const again = await runCli(['export', '-'], { home: to.home, cwd: to.dir });
  expect(again.code).toBe(0);
  expect(again.stdout).toBe(readFileSync(archive, 'utf8'));
});

test('what is there and newer stays', async () => {
  const from = await filled();
  const archive = join(from.base, 'all.tar');
  await json(from, `export --artifacts ${archive}`);
  const log = claudeLog(from.dir);
  for (const text of ['Change it', 'And more', 'And more again']) log.user(text);
  log.keep(from.home);
  await json(from, 'session handoff artifact refresh one');
  const before = trees(from);
  expect(await json(from, `import ${archive}`)).toEqual({
    artifacts: [{ artifact_id: 'one', outcome: 'older' }],
    sessions: [],
  });
  expect(trees(from)).toEqual(before);
});

test('a secret in an archive: an artifact is refused and nothing is kept, a session is redacted', async () => {
  const from = await filled();
  const { GITHUB = '' } = madeUpSecrets();
  const blob = from.gitWith({ input: `# one\n${GITHUB}\n` }, 'hash-object', '-w', '--stdin');
  const [artifact = '', branch = ''] = REFS;
  const listing = from.git('ls-tree', artifact).replace(/[0-9a-f]{40}(?=\tHANDOFF)/, blob);
  const tree = from.gitWith({ input: `${listing}\n` }, 'mktree');
  from.git(
    'update-ref',
    artifact,
    from.gitWith({ input: from.git('log', '-1', '--format=%B', artifact) }, 'commit-tree', tree, '-p', artifact),
  );
  const archive = join(from.base, 'all.tar');
  await json(from, `export ${archive}`);
  const to = tempRepo();
  expect((await run(to, `import ${archive}`)).code).toBe(1);
  expect(to.git('for-each-ref')).toBe('');

  const path =
    from
      .git('ls-tree', '-r', '--name-only', branch)
      .split('\n')
      .find((name) => name.endsWith('.hail.jsonl')) ?? '';
  const hail = from.gitWith(
    { input: from.git('show', `${branch}:${path}`).replace('Change it', GITHUB) + '\n' },
    'hash-object',
    '-w',
    '--stdin',
  );
  from.gitWith({ env: { GIT_INDEX_FILE: join(from.base, 'index') } }, 'read-tree', branch);
  from.gitWith(
    { env: { GIT_INDEX_FILE: join(from.base, 'index') } },
    'update-index',
    '--cacheinfo',
    `100644,${hail},${path}`,
  );
  const root = from.gitWith({ env: { GIT_INDEX_FILE: join(from.base, 'index') } }, 'write-tree');
  from.git('update-ref', branch, from.git('commit-tree', root, '-p', branch, '-m', 'theirs'));
  await json(from, `export --sessions ${archive}`);
  expect(await json(to, `import ${archive}`)).toMatchObject({ sessions: [{ outcome: 'added' }] });
  expect(to.git('show', `${branch}:${path}`)).not.toContain(GITHUB);
});

test('what is no archive is refused', async () => {
  const repo = tempRepo();
  writeFileSync(join(repo.base, 'no.tar'), 'x'.repeat(2000));
  expect((await run(repo, `import ${repo.base}/no.tar`)).code).toBe(7);
  expect((await run(repo, `import ${repo.base}/none.tar`)).code).toBe(3);
  expect((await run(repo, 'export -')).code).toBe(2);
});
