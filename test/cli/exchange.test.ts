/** Pushing and fetching by the command line: documents, refusals, and a pre-push hook of the user. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { type Clone, GRAVEYARD, PREFIX, origin } from '../support/clones.ts';
import { ARCHIVE_REF, HANDOFF_PREFIX } from '../../src/domain/refs.ts';
import { type CliRun, MAIN } from '../support/run-cli.ts';
import { runHere } from '../support/run-here.ts';
import { ARTIFACT, POSIX, failed } from '../support/scene.ts';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../src/cli/cli-output.schema.json'), 'utf8')),
  'cli',
);

const run = (clone: Clone, ...argv: string[]): Promise<CliRun> =>
  runHere([...ARTIFACT, ...argv, '--json', '--cwd', clone.dir], { env: clone.env });

interface Pushed {
  readonly remote: { readonly name: string; readonly chosen: string };
  readonly refs: readonly { readonly ref: string }[];
  readonly bytes: number | null;
  readonly problem: { readonly code: string } | null;
}

const documentOf = (ran: CliRun, name: string, status = 0): Pushed => {
  expect({ code: ran.code, out: ran.stdout }).toMatchObject({ code: status });
  const value: unknown = JSON.parse(ran.stdout);
  expect(ajv.validate(`cli#/$defs/${name}`, value), ajv.errorsText()).toBe(true);
  return value as Pushed;
};

describe('push and fetch', () => {
  it('say on a terminal that nothing was sent where the remote takes nothing', async () => {
    const remote = origin();
    const here = await remote.clone();
    await here.save('one', 'a');
    writeFileSync(join(remote.dir, 'hooks/update'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const argv = [...ARTIFACT, 'push', '--remote', 'origin', '--allow-remote', '--cwd', here.dir];
    const { code, stdout } = await runHere(argv, { env: here.env, terminal: true });
    expect(code).not.toBe(0);
    expect(stdout).toMatch(/^Nothing was sent to origin/);
    expect(stdout).not.toContain('From now on');
  });

  it('say on a terminal what would come, what came, and that nothing is new', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    const said = async (clone: Clone, ...argv: string[]): Promise<string> =>
      (await runHere([...ARTIFACT, ...argv, '--cwd', clone.dir], { env: clone.env, terminal: true })).stdout;
    expect(await said(a, 'push', '--remote', 'origin')).toMatch(/^Sent to origin/);
    expect(await said(a, 'push')).toMatch(/^Nothing new to origin.*\n.*\n0 refs; 1 are there already/);
    expect(await said(a, 'push', '--dry-run')).toMatch(/^Nothing new to origin/);
    expect(await said(b, 'fetch', '--dry-run')).toMatch(/^Would fetch from origin[^]*\n1 refs would move; 0 are/);
    expect(await said(b, 'fetch')).toMatch(/^Fetched from origin[^]*\n1 refs moved; 0 are/);
  });

  it('ask for a choice once, then send there', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    failed(await run(a, 'push'), 1, 'refused');
    failed(await run(a, 'push', '--dry-run'), 1, 'refused');
    const preview = documentOf(await run(a, 'push', '--dry-run', '--remote', 'origin'), 'artifact_push');
    expect(preview).toMatchObject({ remote: { chosen: 'no' }, refs: [{ ref: `${PREFIX}one` }] });
    expect(preview.bytes).toBeGreaterThan(0);
    failed(await run(a, 'push'), 1, 'refused');
    const first = documentOf(await run(a, 'push', '--remote', 'origin'), 'artifact_push');
    expect(first).toMatchObject({
      remote: { name: 'origin', chosen: 'now' },
      refs: [{ ref: `${PREFIX}one` }],
      bytes: null,
    });
    expect(documentOf(await run(a, 'push'), 'artifact_push')).toMatchObject({
      remote: { chosen: 'before' },
      refs: [],
    });
    const fetched = documentOf(await run(b, 'fetch'), 'artifact_fetch');
    expect(fetched).toMatchObject({ refs: [{ ref: `${PREFIX}one`, from: null, is: 'taken' }], problem: null });
  });

  it('send to no second remote, and to none that moved, unless it is allowed', async () => {
    const [remote, other] = [origin(), origin()];
    const clone = await remote.clone();
    await clone.save('one', 'a');
    await run(clone, 'push', '--remote', 'origin');
    clone.git('remote', 'add', 'second', `file://${other.dir}`);
    failed(await run(clone, 'push', '--remote', 'second'), 1, 'refused');
    clone.git('remote', 'set-url', 'origin', `file://${other.dir}`);
    failed(await run(clone, 'push'), 1, 'refused');
    expect(other.git('for-each-ref')).toBe('');
    documentOf(await run(clone, 'push', '--allow-remote'), 'artifact_push');
    expect(other.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
    failed(await run(clone, 'push', '--remote', 'nowhere'), 2, 'usage');
  });

  it('tell what somebody else removed, which is no failure', async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    await a.save('one', 'a');
    await run(a, 'push', '--remote', 'origin');
    await run(b, 'fetch', '--remote', 'origin');
    await run(a, 'rm', 'one');
    expect(documentOf(await run(a, 'push', '--dry-run'), 'artifact_push').refs).toHaveLength(2);
    expect(documentOf(await run(a, 'push'), 'artifact_push').refs).toEqual([
      { ref: GRAVEYARD, from: null, to: a.git('rev-parse', GRAVEYARD) },
      { ref: `${PREFIX}one`, from: b.git('rev-parse', `${PREFIX}one`), to: null },
    ]);
    const dry = await run(b, 'fetch', '--prune', '--dry-run');
    expect(documentOf(dry, 'artifact_fetch')).toMatchObject({ dry_run: true, dead: [{ deleted: true }] });
    expect(dry.stderr).toContain('would be deleted: one');
    expect(b.git('for-each-ref', '--format=%(refname)')).toBe(`${PREFIX}one`);
    await b.save('two', 'b');
    const pushed = await run(b, 'push', '--remote', 'origin');
    expect(documentOf(pushed, 'artifact_push')).toMatchObject({ refs: [{ ref: `${PREFIX}two` }] });
    expect(pushed.stderr).toContain('not sent: one: removed');
    expect(remote.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}two`);
  });

  it('send all of ours past refs of somebody’s own, which are told and no failure; by name they are one', async () => {
    const remote = origin();
    const clone = await remote.clone();
    clone.git('commit', '--quiet', '--allow-empty', '-m', 'private');
    clone.git('tag', '-a', '-m', 'mine', 'mine');
    writeFileSync(join(clone.dir, 'hi'), 'hi');
    clone.git('update-ref', `${PREFIX}commit`, 'HEAD');
    clone.git('update-ref', `${PREFIX}tag`, 'mine');
    clone.git('update-ref', `${PREFIX}blob's`, clone.git('hash-object', '-w', 'hi'));
    await clone.save('one', 'a');
    const foreign = ["blob's", 'commit', 'tag'].map((artifact_id) => ({ artifact_id, reason: 'foreign' }));
    const dry = documentOf(await run(clone, 'push', '--remote', 'origin', '--dry-run'), 'artifact_push');
    expect(dry).toMatchObject({ refs: [{ ref: `${PREFIX}one` }], kept: foreign });
    for (const refs of [[{ ref: `${PREFIX}one` }], []]) {
      const ran = await run(clone, 'push', '--remote', 'origin');
      expect(documentOf(ran, 'artifact_push')).toMatchObject({ refs, kept: foreign });
      expect(ran.stderr).toContain(`git update-ref --no-deref -d '${PREFIX}blob'\\''s'`);
    }
    expect(remote.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}one`);
    const named = documentOf(await run(clone, 'push', 'commit'), 'artifact_push', 1);
    expect(named).toMatchObject({ kept: [{ artifact_id: 'commit', reason: 'no_artifact' }] });
    documentOf(await run(clone, 'push', 'commit', '--dry-run'), 'artifact_push', 1);
    writeFileSync(join(clone.dir, '.git', `${PREFIX}lost`), '');
    for (const how of [[], ['--dry-run']]) {
      const ran = await run(clone, 'push', ...how);
      documentOf(ran, 'artifact_push', 1);
      expect(ran.stderr).toContain('not sent: lost: damaged: what is here of it is damaged');
      expect(ran.stderr).toContain('hint: opensession doctor');
    }
  });

  it('send all past an archive that is damaged, which is a failure of that part', async () => {
    const remote = origin();
    const clone = await remote.clone();
    await clone.save('one', 'a');
    mkdirSync(join(clone.dir, '.git', HANDOFF_PREFIX), { recursive: true });
    writeFileSync(join(clone.dir, '.git', ARCHIVE_REF), '');
    const ran = await run(clone, 'push', '--remote', 'origin');
    expect(documentOf(ran, 'artifact_push', 1)).toMatchObject({
      refs: [{ ref: `${PREFIX}one` }],
      kept: [{ artifact_id: ARCHIVE_REF, reason: 'damaged' }],
      problem: null,
    });
    expect(ran.stderr).toContain(`not sent: ${ARCHIVE_REF}: damaged: `);
    expect(ran.stderr).toContain('hint: opensession doctor');
  });

  it('tell a remote that is not reached, and with --best-effort only warn', async () => {
    const clone = await origin().clone({ address: 'http://127.0.0.1:1/o/n' });
    await clone.save('one', 'a');
    const ran = await run(clone, 'push', '--remote', 'origin');
    const { problem } = documentOf(ran, 'artifact_push', 5);
    expect(problem?.code).toBe('remote_unreachable');
    const best = await run(clone, 'push', '--best-effort');
    expect({ code: best.code, stderr: best.stderr }).toMatchObject({ code: 0 });
    expect(best.stderr).toContain('remote_unreachable');
    documentOf(await run(clone, 'fetch'), 'artifact_fetch', 5);
    for (const seconds of ['0', '-1', 'x', '1e9', ''])
      failed(await run(clone, 'push', `--timeout=${seconds}`), 2, 'usage');
  });

  it('show a credential of an address nowhere', async () => {
    const word = ['s3', 'cr3t'].join('');
    const clone = await origin().clone({ address: `http://me:${word}@127.0.0.1:1/o/n?t=a'${word}#${word}` });
    await clone.save('one', 'a');
    const runs = [
      await run(clone, 'push', '--remote', 'origin'),
      await run(clone, 'fetch'),
      await run(clone, 'push', '--dry-run', '--verbose'),
    ];
    for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toContain(word);
    expect(readFileSync(join(clone.dir, '.git/opensession/handoff-remote.json'), 'utf8')).not.toContain(word);
    expect(readFileSync(join(clone.dir, '.git/opensession/push-queue.json'), 'utf8')).not.toContain(word);
  });
});

describe.runIf(POSIX)('in a pre-push hook of the user', () => {
  const hooked = async () => {
    const remote = origin();
    const clone = await remote.clone();
    const order = join(remote.base, 'order');
    writeFileSync(
      join(remote.dir, 'hooks/post-receive'),
      `#!/bin/sh\nwhile read -r _ _ ref; do echo $ref >> ${order}; done\n`,
      {
        mode: 0o755,
      },
    );
    const entered = join(remote.base, 'entered');
    writeFileSync(
      join(clone.dir, '.git/hooks/pre-push'),
      `#!/bin/sh\necho in >> ${entered}\nexec "${process.execPath}" "${MAIN}" ${ARTIFACT.join(' ')} push --branch main --best-effort >/dev/null\n`,
      { mode: 0o755 },
    );
    clone.git('commit', '--quiet', '--allow-empty', '-m', 'one');
    const read = (path: string): string[] => readFileSync(path, 'utf8').trim().split('\n');
    return { remote, clone, order: () => read(order), entered: () => read(entered) };
  };

  it('the artifacts of the branch arrive before the branch, and the hook is not entered again', async () => {
    const { clone, order, entered } = await hooked();
    await clone.saveOn('main', 'mine');
    await clone.saveOn('other', 'not-mine');
    await run(clone, 'push', 'mine', '--remote', 'origin');
    await clone.saveOn('main', 'mine', 'newer');
    clone.git('push', '--quiet', 'origin', 'main');
    expect(order()).toEqual([`${PREFIX}mine`, `${PREFIX}mine`, 'refs/heads/main']);
    expect(entered()).toEqual(['in']);
  });

  it('a push goes on where artifacts cannot: none was chosen to receive them', async () => {
    const { remote, clone, order } = await hooked();
    await clone.saveOn('main', 'mine');
    clone.git('push', '--quiet', 'origin', 'main');
    expect(order()).toEqual(['refs/heads/main']);
    expect(remote.git('for-each-ref', PREFIX)).toBe('');
  });
});
