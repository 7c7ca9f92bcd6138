/** What the Action asks of remotes: with which token, and how long it waits. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gitHttp } from '../support/git-http.ts';
import { bundledAction, claimedBranch, pullRequest, remoteScene, runJob } from './action-job.ts';

const action = bundledAction();

test('the token goes to the server of the job alone, and into no argument or file', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const { repo } = remote.place;
  const seen: (string | undefined)[] = [];
  const server = await gitHttp(repo.base, ({ headers }) => {
    seen.push(headers.authorization?.replace(/^basic/i, 'basic'));
    return false;
  });
  const other: (string | undefined)[] = [];
  const elsewhere = await gitHttp(repo.base, ({ headers }) => {
    other.push(headers.authorization);
    return false;
  });
  const token = ['gh', 's_', 'y'.repeat(36)].join('');
  const at = (port: number): string => `http://127.0.0.1:${port}/remote.git`;
  const job = await runJob({
    main: action.main(),
    repo,
    event: 'pull_request',
    payload: pullRequest(at(server.port), head, at(elsewhere.port)),
    inputs: { token },
    env: { GITHUB_SERVER_URL: `http://127.0.0.1:${server.port}` },
  });
  expect({ code: job.code, stderr: job.stderr }).toEqual({ code: 0, stderr: '' });
  const basic = `basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  expect(new Set(seen)).toEqual(new Set([basic]));
  expect(new Set(other)).toEqual(new Set([undefined]));
  expect(job.log.replace(`::add-mask::${token}`, '')).not.toContain(token);
  expect(JSON.stringify(job.report())).not.toContain(token);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'a job that is cancelled by %s ends soon, and leaves nothing behind',
  async (signal) => {
    const remote = await remoteScene();
    const head = await claimedBranch(remote);
    let end: (signal: 'SIGINT' | 'SIGTERM') => void = () => {};
    // a remote that never answers
    const server = await gitHttp(remote.place.repo.base, () => {
      end(signal);
      return true;
    });
    const job = await runJob({
      main: action.main(),
      repo: remote.place.repo,
      event: 'pull_request',
      payload: pullRequest(`http://127.0.0.1:${server.port}/remote.git`, head),
      onStart: (stop) => (end = stop),
    });
    expect(job.code).toBe(signal === 'SIGINT' ? 130 : 143);
    expect(readdirSync(job.temp)).toEqual(['opensession']);
    expect(job.outputs['verdict'] ?? 'none').toBe('none');
  },
);

test('a job leaves nothing behind but its report', async () => {
  const remote = await remoteScene();
  const head = await claimedBranch(remote);
  const payload = pullRequest(remote.url, head);
  const job = await runJob({ main: action.main(), repo: remote.place.repo, event: 'pull_request', payload });
  expect(readdirSync(job.temp, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
    'opensession',
    'opensession/gate-report.json',
  ]);
});

describe('an artifact that is pushed after the branch', () => {
  /** It comes when the Action asks for artifacts the second time. */
  const late = async (named: boolean) => {
    const remote = await remoteScene('wait_seconds = 30\n');
    const { place } = remote;
    place.repo.write('a.txt', 'changed\n');
    await place.save('one', ['a.txt']);
    const head = place.repo.commit(named ? 'work\n\nHandoff: one' : 'work');
    remote.push('work');
    let asked = 0;
    const server = await gitHttp(place.repo.base, ({ url = '' }) => {
      if (url.includes('/info/refs') && ++asked === 3) remote.push('refs/opensession/*:refs/opensession/*');
      return false;
    });
    return { place, head, url: `http://127.0.0.1:${server.port}/remote.git` };
  };

  test.each([
    ['named by a commit', true, {}],
    ['asked for by a strict gate', false, { strict: 'true' }],
    ['named by the input', false, { artifact: 'one' }],
  ])('%s is waited for', async (_, named, inputs) => {
    const { place, head, url } = await late(named);
    const payload = pullRequest(url, head);
    const job = await runJob({ main: action.main(), repo: place.repo, event: 'pull_request', payload, inputs });
    expect({ code: job.code, ids: job.outputs['artifact-ids'] }).toEqual({ code: 0, ids: 'base:one' });
  });
});
