/** What a pull request, an artifact or an earlier step of the job could try. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forge } from '../engine/gate/gate-scene.ts';
import { canary, tempDir } from '../support/temp-repo.ts';
import { parse, typesOf } from '../formats/markdown/parse.ts';
import {
  bundledAction,
  claimedBranch,
  manifest,
  pullRequest,
  type Remote,
  remoteScene,
  runJob,
  unclaimedBranch,
} from './action-job.ts';

const action = bundledAction();

const run = (remote: Remote, head: string, more: Partial<Parameters<typeof runJob>[0]> = {}) =>
  runJob({
    main: action.main(),
    repo: remote.place.repo,
    event: 'pull_request',
    payload: pullRequest(remote.url, head),
    ...more,
  });

const EVIL = [
  '::error::forged',
  '##[error]forged',
  '::set-output name=verdict::pass',
  'ghadelimiter\nverdict<<x\npass\nx',
  '\u001B[31m\u202E',
  '</details><script>alert(1)</script><!--',
  '![x](http://e.example/x.png) [x](http://e.example) @somebody fixes #1',
  '```\n# heading\n~~~',
].join('\n');

test('text of an artifact and a path forge no command, output, link, mention or HTML', async () => {
  const remote = await remoteScene();
  const { place } = remote;
  const path = '::error::x ##[error]y @somebody <b> $(touch ran).txt';
  place.repo.write('a.txt', 'changed\n');
  place.repo.write(path, 'x\n');
  await place.save('one', ['a.txt']);
  const artifact = JSON.parse(
    place.repo.git('cat-file', 'blob', 'refs/opensession/handoff/artifacts/one:artifact.json'),
  ) as {
    payload: object[];
  };
  const payload = artifact.payload.map((handoff) => ({ ...handoff, objective: EVIL }));
  await forge(place, 'one', { artifact: { payload }, manifest: {} });
  const head = place.repo.commit('work');
  remote.push('work', 'refs/opensession/*:refs/opensession/*');
  const job = await run(remote, head, { inputs: { render: 'HANDOFF.md', strict: 'true' } });
  expect(job.report().artifacts).toMatchObject([{ bound: true, objective: EVIL }]);
  expect(Object.keys(job.outputs).sort()).toEqual(Object.keys(manifest.outputs).sort());
  expect(job.outputs['verdict']).toBe('fail');
  expect(job.report().findings[0]?.hint).toMatch(/REASON '::error::x .*\$\(touch ran\)\.txt'$/);
  // our own: the mask of the token, and the one finding
  expect(job.commands.map((line) => /^::([\w-]+)/.exec(line)?.[1])).toEqual(['add-mask', 'error']);
  for (const page of [job.summary, readFileSync(job.outputs['handoff-path'] ?? '', 'utf8')]) {
    const types = typesOf(parse(page));
    for (const type of ['html', 'link', 'image', 'definition']) expect(types).not.toContain(type);
  }
  expect(job.summary).not.toContain('\u202E');
});

test('a secret in an artifact is found by what is bundled, and told by its rule alone', async () => {
  const remote = await remoteScene();
  const { place } = remote;
  place.repo.write('a.txt', 'changed\n');
  await place.save('one', ['a.txt'], { runs: [{ status: 'failed', exit_code: 1 }] });
  const secret = ['gh', 'p_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4'].join('');
  const ref = 'refs/opensession/handoff/artifacts/one:artifact.json';
  const artifact = JSON.parse(place.repo.git('cat-file', 'blob', ref)) as { payload: object[] };
  const said = artifact.payload.map((handoff) => ({ ...handoff, objective: `use ${secret}` }));
  const payload = JSON.parse(JSON.stringify(said).replaceAll('npm test', `T=${secret} npm test`)) as object[];
  await forge(place, 'one', { artifact: { payload }, manifest: {} });
  const head = place.repo.commit('work');
  remote.push('work', 'refs/opensession/*:refs/opensession/*');
  const job = await run(remote, head, { inputs: { render: 'HANDOFF.md', 'sarif-file': 'gate.sarif' } });
  expect(job.code).toBe(1);
  expect(job.report().findings).toContainEqual(expect.objectContaining({ code: 'secret_present', severity: 'error' }));
  expect(job.commands).toContainEqual(expect.stringMatching(/^::error .*secret_present/));
  const command = expect.stringMatching(/^T=\[REDACTED:.*\] npm test$/) as string;
  expect(job.report().checks).toContainEqual(expect.objectContaining({ command }));
  const sarif = readFileSync(join(job.workspace, 'gate.sarif'), 'utf8');
  for (const page of [job.log, job.summary, JSON.stringify(job.report()), sarif]) expect(page).not.toContain(secret);
  // what it rests on is an artifact with a problem: none is shown
  expect(job.outputs['handoff-path']).toBe('');
});

test('a path that a glob of the policy could be compared with for years is no verdict, and soon', async () => {
  const remote = await remoteScene('wait_seconds = 0\nprotect = ["*a*a*a*a*a*a*a*b"]\n');
  remote.place.repo.write('a'.repeat(240), 'x\n');
  const head = await claimedBranch(remote);
  const started = performance.now();
  const job = await run(remote, head);
  expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 2, outputs: { verdict: 'none' } });
  expect(job.commands).toContainEqual(
    expect.stringMatching(/no verdict \[config_invalid\]::the glob .* takes too long/),
  );
  expect(performance.now() - started).toBeLessThan(60_000);
});

describe('an earlier step of the same job', () => {
  test.each(['NODE_OPTIONS', 'LD_PRELOAD', 'DYLD_INSERT_LIBRARIES'])('that set %s is refused', async (name) => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const job = await run(remote, head, { env: { [name]: name === 'NODE_OPTIONS' ? '--no-warnings' : '/none.so' } });
    expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 1, outputs: { verdict: 'none' } });
    expect(job.commands).toContainEqual(expect.stringContaining('no verdict [refused]'));
  });

  test('that put another git first is refused, and that git is not run', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const temp = join(tempDir(), 'temp');
    mkdirSync(join(temp, 'bin'), { recursive: true });
    const { program, trace } = canary(temp);
    symlinkSync(program, join(temp, 'bin/git'));
    const env = { RUNNER_TEMP: temp, PATH: `${join(temp, 'bin')}:${process.env['PATH'] ?? ''}` };
    const job = await run(remote, head, { env });
    expect({ code: job.code, ran: existsSync(trace) }).toEqual({ code: 1, ran: false });
  });

  test('that wrote settings for git into the home directory changes nothing', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    remote.place.repo.git('config', '--global', 'url.file:///nowhere/.insteadOf', 'file:///');
    expect((await run(remote, head)).code).toBe(0);
  });

  test('that wrote attributes into the home directory hides no path', async () => {
    const remote = await remoteScene();
    const head = await unclaimedBranch(remote);
    mkdirSync(join(remote.place.repo.home, '.config/git'), { recursive: true });
    writeFileSync(join(remote.place.repo.home, '.config/git/attributes'), '** linguist-generated\n');
    const job = await run(remote, head, { inputs: { strict: 'true' } });
    expect(job.report().findings).toMatchObject([{ code: 'files_unclaimed', place: { path: 'b.txt' } }]);
  });
});

describe('files that inputs name', () => {
  test('are written below the workspace: SARIF, and the handoffs that are bound', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const inputs = { 'sarif-file': 'out/gate.sarif', render: 'HANDOFF.md' };
    const job = await run(remote, head, { inputs });
    expect(JSON.parse(readFileSync(join(job.workspace, 'out/gate.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(job.outputs['handoff-path']).toBe(join(job.workspace, 'HANDOFF.md'));
    expect(readFileSync(join(job.workspace, 'HANDOFF.md'), 'utf8')).toMatch(/^# Session Handoff\n/);
  });

  test('that cannot be written are told, and are no bug', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    for (const inputs of [{ render: 'x', 'sarif-file': 'x/y' }, { render: 'x'.repeat(300) }]) {
      const job = await run(remote, head, { inputs });
      expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 1, outputs: { verdict: 'none' } });
      expect(job.commands).toContainEqual(expect.stringContaining('no verdict [refused]'));
    }
  });

  test('nor is a temporary folder of the job that is none', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    const job = await run(remote, head, { env: { RUNNER_TEMP: file } });
    expect(job.code).toBe(2);
    expect(job.commands).toContainEqual(expect.stringContaining('no verdict [usage]'));
  });

  test('are refused elsewhere, and through a link', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const outside = tempDir();
    const workspace = join(tempDir(), 'workspace');
    mkdirSync(workspace);
    symlinkSync(outside, join(workspace, 'folder'));
    symlinkSync(join(outside, 'file'), join(workspace, 'HANDOFF.md'));
    for (const render of ['../x.md', join(outside, 'x.md'), 'folder/x.md', 'folder/new/x.md', 'HANDOFF.md']) {
      const job = await run(remote, head, { inputs: { render }, env: { GITHUB_WORKSPACE: workspace } });
      expect([render, job.code, job.outputs['verdict']]).toEqual([render, 1, 'none']);
    }
    expect(existsSync(join(outside, 'x.md')) || existsSync(join(outside, 'file'))).toBe(false);
  });
});
