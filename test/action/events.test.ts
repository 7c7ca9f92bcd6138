/** Which change each event asks to be judged, from the bundled Action as a process. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { validateGateReport } from '../../src/generated/validate-gate-report.js';
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

const run = (remote: Remote, event: string, payload: object, more: Partial<Parameters<typeof runJob>[0]> = {}) =>
  runJob({ main: action.main(), repo: remote.place.repo, event, payload, ...more });

test('a pull request: outputs, report, summary and log', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const job = await run(remote, 'pull_request', pullRequest(remote.url, head));
  expect({ code: job.code, stderr: job.stderr }).toEqual({ code: 0, stderr: '' });
  expect(Object.keys(job.outputs).sort()).toEqual(Object.keys(manifest.outputs).sort());
  expect(job.outputs).toMatchObject({
    verdict: 'pass',
    findings: '0',
    'artifact-ids': 'base:one',
    'handoff-path': '',
  });
  const report = job.report();
  expect(validateGateReport(report)).toBe(true);
  const { proved, contradicted, unknown } = report.counts;
  expect(job.outputs).toMatchObject({
    proved: String(proved),
    contradicted: String(contradicted),
    unknown: String(unknown),
  });
  expect(proved).toBeGreaterThan(0);
  expect(report.subject).toMatchObject({ head, base_ref: 'refs/heads/main', strict: false });
  expect(job.summary).toContain('## Handoff gate: passed');
  expect(job.log).toContain(`pass: ${head.slice(0, 12)} against refs/heads/main`);
  expect(job.commands).toEqual([expect.stringMatching(/^::add-mask::/)]);
});

test('the tip of the target branch is the one of now', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const { repo } = remote.place;
  repo.git('checkout', '-q', 'main');
  repo.write('main.txt', 'later\n');
  const tip = repo.commit('later');
  remote.push('main');
  const job = await run(remote, 'pull_request', pullRequest(remote.url, head));
  expect(job.report().subject).toMatchObject({ head, base_tip: tip });
});

test('of a fork the head is fetched from there, and from the target where the fork is gone', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const { repo } = remote.place;
  const fork = `${repo.base}/fork.git`;
  repo.git('clone', '--quiet', '--bare', remote.dir, fork);
  repo.gitWith({ cwd: remote.dir }, 'update-ref', '-d', 'refs/heads/work');
  repo.gitWith({ cwd: remote.dir }, 'gc', '--quiet', '--prune=now');
  const job = await run(remote, 'pull_request', pullRequest(remote.url, head, `file://${fork}`));
  expect({ code: job.code, head: job.report().subject.head }).toEqual({ code: 0, head });
  remote.push(`${head}:refs/pull/7/head`);
  rmSync(fork, { recursive: true });
  const payload = pullRequest(remote.url, head) as { pull_request: { head: { repo: unknown } } };
  payload.pull_request.head.repo = null;
  expect((await run(remote, 'pull_request', payload)).code).toBe(0);
});

describe('other events', () => {
  const repository = ({ url }: Remote) => ({ clone_url: url, default_branch: 'main' });

  test('merge_group: the head of the queue against the branch', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const group = { head_sha: head, base_ref: 'refs/heads/main', base_sha: '0'.repeat(40) };
    const job = await run(remote, 'merge_group', { repository: repository(remote), merge_group: group });
    expect(job.report().subject).toMatchObject({ head, base_tip: remote.place.start });
  });

  test('push of a branch: against the default branch', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const payload = { repository: repository(remote), ref: 'refs/heads/work', before: '0'.repeat(40), after: head };
    const job = await run(remote, 'push', payload);
    expect(job.report().subject).toMatchObject({ head, base_tip: remote.place.start });
  });

  test('push of the default branch: against what it was before', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    remote.push('work:main');
    const payload = { repository: repository(remote), ref: 'refs/heads/main', before: remote.place.start, after: head };
    const job = await run(remote, 'push', payload);
    expect(job.report()).toMatchObject({
      subject: { head, base_tip: remote.place.start, base_ref: 'refs/heads/main' },
      paths: [{ path: 'a.txt', outcome: 'proved' }],
    });
  });

  test('push that deletes a branch: there is nothing to judge', async () => {
    const remote = await remoteScene();
    const job = await run(remote, 'push', { repository: repository(remote), ref: 'refs/heads/work', deleted: true });
    expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 0, outputs: { verdict: 'none' } });
  });

  test('workflow_dispatch: the branch that it runs on, or what the inputs say', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const payload = { repository: repository(remote), ref: 'refs/heads/work' };
    expect((await run(remote, 'workflow_dispatch', payload)).report().subject.head).toBe(head);
    const inputs = { base: 'main', head };
    const named = await run(remote, 'workflow_dispatch', { ...payload, ref: 'refs/heads/main' }, { inputs });
    expect(named.report().subject.head).toBe(head);
    expect((await run(remote, 'workflow_dispatch', { ...payload, ref: 'refs/heads/main' })).code).toBe(2);
    const short = await run(remote, 'workflow_dispatch', payload, { inputs: { head: head.slice(0, 10) } });
    expect(short.commands).toContainEqual(
      expect.stringMatching(/no verdict \[usage\].*hint: .*all digits of a commit/),
    );
  });

  test('pull_request_target: judged alike, with nothing of the head in the workspace', async () => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    const job = await run(remote, 'pull_request_target', pullRequest(remote.url, head));
    expect(job.report().subject.head).toBe(head);
    expect(readdirSync(job.workspace)).toEqual([]);
  });

  test.each(['schedule', 'workflow_run', 'issue_comment', ''])('%j is none that it knows', async (event) => {
    const remote = await remoteScene();
    const job = await run(remote, event, {});
    expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 2, outputs: { verdict: 'none' } });
    expect(job.commands).toContainEqual(expect.stringContaining('no verdict [usage]'));
  });
});

test('an input cannot name another base or head than the event', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const payload = pullRequest(remote.url, head);
  for (const inputs of [{ base: 'other' }, { head: remote.place.start }])
    expect((await run(remote, 'pull_request', payload, { inputs })).code).toBe(2);
  expect((await run(remote, 'pull_request', payload, { inputs: { base: 'main', head } })).code).toBe(0);
});

test('inputs ask for more: strict, and milder findings that fail', async () => {
  const remote = await remoteScene();
  const head = await unclaimedBranch(remote);
  const payload = pullRequest(remote.url, head);
  const plain = await run(remote, 'pull_request', payload);
  expect({ code: plain.code, verdict: plain.outputs['verdict'] }).toEqual({ code: 0, verdict: 'pass' });
  expect(plain.commands).toContainEqual(expect.stringMatching(/^::warning .*file=b\.txt/));
  const strict = await run(remote, 'pull_request', payload, { inputs: { strict: 'true' } });
  expect({ code: strict.code, verdict: strict.outputs['verdict'] }).toEqual({ code: 1, verdict: 'fail' });
  expect(strict.commands).toContainEqual(expect.stringMatching(/^::error .*file=b\.txt/));
  const warned = await run(remote, 'pull_request', payload, { inputs: { 'fail-on': 'warning' } });
  expect({ code: warned.code, verdict: warned.outputs['verdict'] }).toEqual({ code: 1, verdict: 'fail' });
  expect(warned.summary).toContain('## Handoff gate: failed');
  expect(warned.report().verdict).toBe('pass');
  for (const inputs of [{ 'fail-on': 'never' }, { strict: 'maybe' }, { wait: '-1' }, { artifact: '../x' }])
    expect((await run(remote, 'pull_request', payload, { inputs })).code).toBe(2);
});

test('an artifact that the input names has to be there', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const payload = pullRequest(remote.url, head);
  expect((await run(remote, 'pull_request', payload, { inputs: { artifact: 'one' } })).code).toBe(0);
  const other = await run(remote, 'pull_request', payload, { inputs: { artifact: 'other' } });
  expect({ code: other.code, verdict: other.outputs['verdict'] }).toEqual({ code: 1, verdict: 'fail' });
  expect(other.report().findings).toContainEqual(
    expect.objectContaining({ code: 'artifact_unbound', severity: 'error', place: { artifact: 'base:other' } }),
  );
});

test('a remote that is not reached is no verdict', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const job = await run(remote, 'pull_request', pullRequest(`file://${remote.dir}-gone`, head));
  expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 5, outputs: { verdict: 'none' } });
});

test('of an author whom the policy exempts no handoff is asked, by the event and not by a commit', async () => {
  const remote = await remoteScene('require = "always"\nexempt_actors = ["author"]\nwait_seconds = 0\n');
  const { repo } = remote.place;
  repo.write('b.txt', 'nobody\n');
  const head = repo.commit('alone');
  remote.push('work');
  const exempt = await run(remote, 'pull_request', pullRequest(remote.url, head));
  expect({ code: exempt.code, verdict: exempt.outputs['verdict'] }).toEqual({ code: 0, verdict: 'pass' });
  const asked = await run(remote, 'pull_request', pullRequest(remote.url, head, remote.url, 'another'));
  expect({ code: asked.code, verdict: asked.outputs['verdict'] }).toEqual({ code: 1, verdict: 'fail' });
});

test.each([
  ['success', 'pass'],
  ['failure', 'fail'],
])('what a job that ran the check again came to counts: %s', async (result, verdict) => {
  const remote = await remoteScene('[[required_checks]]\nname = "tests"\ncommand = "npm test"\nrerun = true\n');
  const head = await claimedBranch(remote);
  const inputs = { strict: 'true', 'rerun-result': result };
  const job = await run(remote, 'pull_request', pullRequest(remote.url, head), { inputs });
  expect(job.outputs['verdict']).toBe(verdict);
  const codes = job.report().findings.map(({ code }) => code);
  expect(codes.includes('rerun_mismatch')).toBe(verdict === 'fail');
});

test('a system configuration that an earlier step named sends the gate nowhere else', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const config = `${remote.place.repo.base}/evil-config`;
  writeFileSync(config, `[url "file:///nowhere/"]\n\tinsteadOf = file://\n`);
  const job = await run(remote, 'pull_request', pullRequest(remote.url, head), { env: { GIT_CONFIG_SYSTEM: config } });
  expect({ code: job.code, verdict: job.outputs['verdict'] }).toEqual({ code: 0, verdict: 'pass' });
});

test('an author who is exempt is asked all the same where an agent committed', async () => {
  const remote = await remoteScene('require = "always"\nexempt_actors = ["author"]\nwait_seconds = 0\n');
  const { repo } = remote.place;
  repo.write('b.txt', 'nobody\n');
  repo.git('add', '--all');
  repo.git('commit', '--quiet', '-m', 'work\n\nCo-authored-by: Claude <noreply@anthropic.com>');
  remote.push('work');
  const job = await run(remote, 'pull_request', pullRequest(remote.url, repo.git('rev-parse', 'HEAD')));
  expect(job.outputs['verdict']).toBe('fail');
});
