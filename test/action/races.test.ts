/** What changes in a remote while the Action asks it: the verdict is about what was listed, or there is none. */
import { expect, test } from 'vitest';
import { gitHttp } from '../support/git-http.ts';
import { bundledAction, claimedBranch, pullRequest, type Remote, remoteScene, runJob } from './action-job.ts';

const action = bundledAction();
const ARTIFACT = 'refs/opensession/handoff/artifacts/one';

const inRemote = ({ place, dir }: Remote, ...args: string[]): string =>
  place.repo.gitWith({ cwd: dir }, ...args).trim();

/** A ref has another root, or is gone, and nothing is left of what it was. */
const move = (remote: Remote, ref: string, to: 'another root' | 'nothing'): void => {
  const tree = inRemote(remote, 'rev-parse', 'main^{tree}');
  if (to === 'nothing') inRemote(remote, 'update-ref', '-d', ref);
  else inRemote(remote, 'update-ref', ref, inRemote(remote, 'commit-tree', '-m', 'another', tree));
  inRemote(remote, 'gc', '--quiet', '--prune=now');
};

/** @param request of the Action, before which it is done: 1 and 2 list, 3 and 4 fetch the commits, 7 the artifacts */
const judged = async (request: number, change: (remote: Remote) => void) => {
  const remote = await remoteScene('wait_seconds = 0\nrequire = "always"\n');
  const head = await claimedBranch(remote);
  const base = inRemote(remote, 'rev-parse', 'main');
  let count = 0;
  const server = await gitHttp(remote.place.repo.base, () => {
    if (++count === request) change(remote);
    return false;
  });
  const payload = pullRequest(`http://127.0.0.1:${server.port}/remote.git`, head);
  const job = await runJob({ main: action.main(), repo: remote.place.repo, event: 'pull_request', payload });
  expect(count).toBeGreaterThanOrEqual(request);
  expect(job.stderr).toBe('');
  const { subject, findings, artifacts } = job.outputs['verdict'] === 'none' ? {} : job.report();
  if (subject !== undefined) expect(subject).toMatchObject({ head, base_tip: base });
  return { job, codes: findings?.map(({ code }) => code), artifacts };
};

test('a head that is pushed over before it is fetched is no verdict, and named', async () => {
  const { job } = await judged(3, (remote) => move(remote, 'refs/heads/work', 'another root'));
  expect({ code: job.code, outputs: job.outputs }).toEqual({ code: 5, outputs: { verdict: 'none' } });
  expect(job.commands).toContainEqual(expect.stringMatching(/no verdict \[history_incomplete\]::expected the commit/));
});

test('one that is pushed over later, and a target that moves after it was listed, change nothing', async () => {
  for (const ref of ['refs/heads/work', 'refs/heads/main']) {
    const { job, codes } = await judged(5, (remote) => move(remote, ref, 'another root'));
    expect([ref, job.code, codes]).toEqual([ref, 0, []]);
  }
});

test.each(['another root', 'nothing'] as const)(
  'an artifact that is %s when it is fetched is none, and nothing of it is read',
  async (to) => {
    const { job, codes, artifacts } = await judged(7, (remote) => move(remote, ARTIFACT, to));
    expect({ code: job.code, codes, artifacts }).toEqual({
      code: 1,
      codes: ['handoff_missing', 'files_unclaimed', 'schema_invalid'],
      artifacts: [expect.objectContaining({ bound: false, objective: null, session_ids: [] })],
    });
  },
);
