/** Artifacts and sessions from one repository to another, through the command line. */
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text as readText } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { extract, pack } from 'tar-stream';
import { expect, test } from 'vitest';
import { madeUpSecrets } from '../../support/recorded.ts';
import { claudeLog } from '../../support/claude-log.ts';
import { HAS_SSH, allow, signWith, sshKey } from '../../support/keys.ts';
import { runCli } from '../../support/run-cli.ts';
import { runHere } from '../../support/run-here.ts';
import { madeOnce } from '../../support/made-once.ts';
import { type TempRepo, openRepo, repoIn, tempRepo } from '../../support/temp-repo.ts';

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
const filled = async (): Promise<TempRepo> => openRepo((await filledOnce()).base);

const fill = async (repo: TempRepo): Promise<TempRepo> => {
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

const filledOnce = madeOnce(async (base) => void (await fill(repoIn(base))));

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

test('a secret in an archive: an artifact is refused and nothing is kept, nor exported; a session is redacted', async () => {
  const from = await filled();
  const { GITHUB = '' } = madeUpSecrets();
  const [artifact = '', branch = ''] = REFS;
  const archive = join(from.base, 'all.tar');
  await json(from, `export ${archive}`);
  const told = await forged(archive, (name, text) => (name.endsWith('report.json') ? `{"x":"${GITHUB}"}` : text));
  const to = tempRepo();
  expect((await run(to, `import ${told}`)).code).toBe(1);
  expect(to.git('for-each-ref')).toBe('');

  const blob = from.gitWith({ input: `{"x":"${GITHUB}"}` }, 'hash-object', '-w', '--stdin');
  const listing = from.git('ls-tree', artifact).replace(/[0-9a-f]{40}(?=\treport)/, blob);
  const tree = from.gitWith({ input: `${listing}\n` }, 'mktree');
  const message = from.git('log', '-1', '--format=%B', artifact);
  from.git('update-ref', artifact, from.gitWith({ input: message }, 'commit-tree', tree, '-p', artifact));
  const { code, stdout } = await run(from, `export --artifacts ${archive}`);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 1, artifacts: 0, left_out: [{ artifact_id: 'one' }] });
  expect(readFileSync(archive, 'utf8')).not.toContain(GITHUB);

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

/** The archive with other files, and a manifest that fits them. */
const forged = async (archive: string, change: (name: string, text: string) => string | null): Promise<string> => {
  const files: [string, string][] = [];
  const from = extract();
  Readable.from([readFileSync(archive)]).pipe(from);
  for await (const entry of from) {
    const { name } = entry.header;
    const text = change(name, await readText(entry));
    if (name !== 'manifest.json' && text !== null) files.push([name, text]);
  }
  const told = files.map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
  }));
  const to = pack();
  to.entry({ name: 'manifest.json' }, JSON.stringify({ schema: 'opensession-archive-1', files: told }));
  for (const [name, text] of files) to.entry({ name }, text);
  to.finalize();
  writeFileSync(`${archive}.forged`, await buffer(to));
  return `${archive}.forged`;
};

test.runIf(HAS_SSH)('a signature goes along, and nothing that is signed is overwritten without one', async () => {
  const repo = tempRepo();
  signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': sshKey(repo, 'key') });
  await fill(repo);
  const archive = join(repo.base, 'all.tar');
  await json(repo, `export --artifacts ${archive}`);
  const before = repo.git('for-each-ref');
  expect(repo.git('ls-tree', '--name-only', 'refs/opensession/handoff/artifacts/one')).toContain('signature.json');
  expect(await json(repo, `import ${archive}`)).toMatchObject({ artifacts: [{ outcome: 'same' }] });
  const unsigned = await forged(archive, (name, text) => (name.endsWith('/signature.json') ? null : text));
  expect(await json(repo, `import ${unsigned}`)).toMatchObject({ artifacts: [{ outcome: 'same' }] });
  expect(repo.git('for-each-ref')).toBe(before);

  const to = tempRepo();
  await json(to, `import ${unsigned}`);
  expect(await json(to, `import ${archive}`)).toMatchObject({ artifacts: [{ outcome: 'added' }] });
  expect(to.git('rev-parse', 'refs/opensession/handoff/artifacts/one^{tree}')).toBe(
    repo.git('rev-parse', 'refs/opensession/handoff/artifacts/one^{tree}'),
  );
  const other = await forged(archive, (name, text) => (name.endsWith('one/manifest.json') ? `${text}\n` : text));
  expect((await run(to, `import ${other}`)).code).toBe(7);
});

/** A signed version, and archives of later ones: each as if it came from another clone. */
const signedBefore = async () => {
  const repo = tempRepo();
  const own = sshKey(repo, 'own');
  signWith(repo, { 'gpg.format': 'ssh', 'user.signingKey': own });
  await fill(repo);
  const [ref = ''] = REFS;
  const first = repo.git('rev-parse', ref);
  const log = claudeLog(repo.dir);
  for (const text of ['Change it', 'And more', 'And more again']) log.user(text);
  log.keep(repo.home);
  const later = async (name: string, settings: { readonly [key: string]: string }): Promise<string> => {
    signWith(repo, settings);
    await json(repo, 'session handoff artifact refresh one');
    await json(repo, `export --artifacts ${join(repo.base, name)}`);
    repo.git('update-ref', ref, first);
    return join(repo.base, name);
  };
  const outcomeOf = async (line: string) => {
    const { code, stdout } = await run(repo, line);
    const { artifacts } = JSON.parse(stdout) as { artifacts: readonly { outcome: string }[] };
    const moved = repo.git('rev-parse', ref) !== first;
    repo.git('update-ref', ref, first);
    return { code, outcome: artifacts[0]?.outcome, moved };
  };
  return { repo, own, later, outcomeOf };
};

const STAYS = { code: 1, outcome: 'weaker', moved: false };
const TAKEN = { code: 0, outcome: 'added', moved: true };

test.runIf(HAS_SSH)(
  'a later version that nobody signed does not come on top of a signed one, unless it is asked for',
  async () => {
    const { later, outcomeOf } = await signedBefore();
    const unsigned = await later('unsigned.tar', { 'commit.gpgSign': 'false' });
    expect(await outcomeOf(`import ${unsigned}`)).toEqual(STAYS);
    expect(await outcomeOf(`import ${unsigned} --weaker`)).toEqual(TAKEN);
    const signed = await later('signed.tar', { 'commit.gpgSign': 'true' });
    expect(await outcomeOf(`import ${signed}`)).toEqual(TAKEN);
  },
);

test.runIf(HAS_SSH)('of two signers the one who is trusted stays; of two who are not the later one comes', async () => {
  const { repo, own, later, outcomeOf } = await signedBefore();
  const stranger = await later('stranger.tar', { 'user.signingKey': sshKey(repo, 'stranger') });
  expect(await outcomeOf(`import ${stranger}`)).toEqual(TAKEN);
  repo.git('config', '--global', 'gpg.ssh.allowedSignersFile', allow(repo, 'me@example.com', own));
  expect(await outcomeOf(`import ${stranger}`)).toEqual(STAYS);
});

test('files that do not belong together are refused, and other files of the same artifact are no newer version', async () => {
  const from = await filled();
  const archive = join(from.base, 'all.tar');
  await json(from, `export --artifacts ${archive}`);
  const before = from.git('for-each-ref');
  const page = await forged(archive, (name, text) => (name.endsWith('HANDOFF.md') ? '# All is well\n' : text));
  expect((await run(from, `import ${page}`)).code).toBe(7);
  const states = await forged(archive, (name, text) => (name.endsWith('one/manifest.json') ? `${text}\n` : text));
  expect(await json(from, `import ${states}`)).toMatchObject({ artifacts: [{ outcome: 'older' }] });
  expect(from.git('for-each-ref')).toBe(before);
});

test('what was removed since it was exported stays removed; what is archived stays archived', async () => {
  const from = await filled();
  const archive = join(from.base, 'all.tar');
  await json(from, `export --artifacts ${archive}`);
  await run(from, 'session handoff artifact archive one --force');
  const archived = from.git('for-each-ref');
  expect(await json(from, `import ${archive}`)).toMatchObject({ artifacts: [{ outcome: 'same' }] });
  expect(from.git('for-each-ref')).toBe(archived);
  await run(from, 'session handoff artifact prune one');
  const pruned = from.git('for-each-ref');
  const { code, stdout, stderr } = await run(from, `import ${archive}`);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, artifacts: [{ outcome: 'removed' }] });
  expect(stderr).toContain('artifact restore one');
  expect(from.git('for-each-ref')).toBe(pruned);
});

test('what was removed stays removed where a former version of it is archived', async () => {
  const from = await filled();
  await run(from, 'session handoff artifact archive one --force');
  const log = claudeLog(from.dir);
  log.user('Change it');
  log.user('And more');
  log.keep(from.home);
  await json(from, 'session handoff save --artifact-id one');
  const archive = join(from.base, 'all.tar');
  await json(from, `export --artifacts ${archive}`);
  await run(from, 'session handoff artifact rm one');
  const removed = from.git('for-each-ref');
  const taken = { artifacts: [{ artifact_id: 'one', outcome: 'removed' }] };
  expect(JSON.parse((await run(from, `import ${archive}`)).stdout)).toMatchObject(taken);
  expect(from.git('for-each-ref')).toBe(removed);
});

test('an artifact that is damaged here stays as it is, and holds up no other', async () => {
  const from = await filled();
  for (const id of ['three', 'two']) await json(from, `session handoff save --artifact-id ${id}`);
  const archive = join(from.base, 'all.tar');
  await json(from, `export --artifacts ${archive}`);
  const to = await fill(tempRepo());
  const ref = 'refs/opensession/handoff/artifacts/three';
  to.git('update-ref', ref, to.git('commit-tree', 'HEAD^{tree}', '-m', 'handoff-artifact: three'));
  const tip = to.git('rev-parse', ref);
  const file = join(to.dir, '.git/objects', tip.slice(0, 2), tip.slice(2));
  chmodSync(file, 0o644);
  writeFileSync(file, '');
  for (const [line, other] of [
    [`import ${archive} --dry-run`, 'dry-run'],
    [`import ${archive}`, 'added'],
  ] as const) {
    const { code, stdout, stderr } = await run(to, line);
    const { artifacts } = JSON.parse(stdout) as { readonly artifacts: readonly object[] };
    expect(code).toBe(1);
    expect(artifacts).toContainEqual({ artifact_id: 'three', outcome: 'damaged' });
    expect(artifacts).toContainEqual({ artifact_id: 'two', outcome: other });
    expect(stderr).toContain('artifact verify three');
  }
  expect(readFileSync(join(to.dir, '.git', ref), 'utf8').trim()).toBe(tip);
});

test('archived artifacts are exported too, and one that no import would take is told', async () => {
  const from = await filled();
  const archive = join(from.base, 'all.tar');
  await run(from, 'session handoff artifact archive one --force');
  expect(await json(from, `export ${archive}`)).toMatchObject({ artifacts: 1, sessions: 1, left_out: [] });
  const prefix = 'refs/opensession/handoff/artifacts/';
  const { commit } = (await json(from, 'session handoff artifact restore one')) as { readonly commit: string };
  const json1 = from.git('show', `${commit}:artifact.json`).replace('Change it', 'Changed it');
  const blob = from.gitWith({ input: json1 }, 'hash-object', '-w', '--stdin');
  const tree = from.gitWith({ input: `100644 blob ${blob}\tartifact.json\n` }, 'mktree');
  from.git('update-ref', `${prefix}bent`, from.gitWith({ input: 'handoff-artifact: bent' }, 'commit-tree', tree));
  from.git('update-ref', `${prefix}gone`, 'HEAD');
  const { code, stdout, stderr } = await run(from, `export ${archive}`);
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    code: 1,
    artifacts: 1,
    left_out: [{ artifact_id: 'gone' }, { artifact_id: 'bent' }],
  });
  for (const id of ['gone', 'bent']) expect(stderr).toContain(id);
  expect(await json(tempRepo(), `import ${archive}`)).toMatchObject({
    artifacts: [{ artifact_id: 'one', outcome: 'added' }],
  });
});

test('what is no archive is refused', async () => {
  const repo = tempRepo();
  writeFileSync(join(repo.base, 'no.tar'), 'x'.repeat(2000));
  expect((await run(repo, `import ${repo.base}/no.tar`)).code).toBe(7);
  expect((await run(repo, `import ${repo.base}/none.tar`)).code).toBe(3);
  expect((await run(repo, 'export -')).code).toBe(2);
});

test('an archived one that a shallow fetch cut is not called missing, and the way to it is told', async () => {
  const repo = await filled();
  const commit = repo.git('rev-parse', 'refs/opensession/handoff/artifacts/one');
  expect(await run(repo, 'session handoff artifact archive one --force')).toMatchObject({ code: 0 });
  rmSync(join(repo.dir, '.git/objects', commit.slice(0, 2), commit.slice(2)));
  const left = async () => {
    const { stdout } = await run(repo, `export ${join(repo.base, 'cut.tar')} --dry-run`);
    return (JSON.parse(stdout) as { left_out: readonly unknown[] }).left_out;
  };
  expect(await left()).toMatchObject([{ artifact_id: 'one', problem: expect.stringContaining('missing') }]);
  const archive = 'refs/opensession/handoff/archive';
  writeFileSync(join(repo.dir, '.git/shallow'), `${repo.git('rev-parse', archive)}\n`);
  expect(await left()).toMatchObject([
    { artifact_id: 'one', problem: expect.stringContaining(`git fetch --unshallow origin ${archive}`) },
  ]);
});
