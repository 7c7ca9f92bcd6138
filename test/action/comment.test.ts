/** The comment on a pull request: written once, kept up to date, and left out where GitHub does not let it be. */
import { describe, expect, test } from 'vitest';
import { COMMENT_MARK } from '../../src/formats/gate/comment.ts';
import { type GithubApi, githubApi, type Refusal } from '../support/github-api.ts';
import {
  bundledAction,
  claimedBranch,
  pullRequest,
  type Remote,
  remoteScene,
  runJob,
  unclaimedBranch,
} from './action-job.ts';

const action = bundledAction();

const run = (
  { remote, head, api }: { readonly remote: Remote; readonly head: string; readonly api: GithubApi },
  inputs: { readonly [name: string]: string } = { comment: 'on' },
) =>
  runJob({
    main: action.main(),
    repo: remote.place.repo,
    event: 'pull_request',
    payload: pullRequest(remote.url, head),
    inputs,
    api: api.url,
  });

const here = async (branch = claimedBranch) => {
  const remote = await remoteScene();
  return { remote, head: await branch(remote), api: await githubApi() };
};

const writes = ({ requests }: GithubApi): readonly string[] =>
  requests.filter((one) => !one.startsWith('GET') && !one.endsWith('/graphql'));

test('nothing is asked of GitHub without it', async () => {
  const place = await here();
  expect((await run(place, {})).code).toBe(0);
  expect(place.api.requests).toEqual([]);
});

test('is written once, left alone when it is equal, and changed when it is not', async () => {
  const place = await here();
  const { api, remote } = place;
  expect((await run(place)).code).toBe(0);
  expect(api.comments).toMatchObject([
    { id: 100, body: expect.stringMatching(/^<!-- opensession:gate -->\n## /) as string },
  ]);
  await run(place);
  expect(writes(api)).toEqual(['POST /repos/owner/name/issues/7/comments']);
  // as GitHub gives it back
  api.comments[0] = {
    ...(api.comments[0] ?? { id: 0, user: { login: '' } }),
    body: `${api.comments[0]?.body.replaceAll('\n', '\r\n')}`,
  };
  await run(place);
  expect(writes(api)).toHaveLength(1);
  remote.place.repo.write('b.txt', 'nobody\n');
  const head = remote.place.repo.commit('more');
  remote.push('work');
  await run({ ...place, head }, { comment: 'on', strict: 'true' });
  expect(writes(api)[1]).toBe('PATCH /repos/owner/name/issues/comments/100');
  expect(api.comments).toMatchObject([{ body: expect.stringContaining('b.txt is changed') as string }]);
});

test('of a run that ends after a later one about another commit it is left alone', async () => {
  const place = await here();
  const { api, remote } = place;
  const as = (id: string, { head }: { readonly head: string }) =>
    runJob({
      main: action.main(),
      repo: remote.place.repo,
      event: 'pull_request',
      payload: pullRequest(remote.url, head),
      inputs: { comment: 'on' },
      api: api.url,
      env: { GITHUB_RUN_ID: id },
    });
  remote.place.repo.write('b.txt', 'nobody\n');
  const later = { head: remote.place.repo.commit('more') };
  remote.push('work');
  await as('12', later);
  await as('9', place);
  expect(api.comments).toMatchObject([{ body: expect.stringContaining('b.txt is changed') as string }]);
  expect(writes(api)).toHaveLength(1);
  // of the same commit, and of a later run, it is brought up to date
  remote.place.repo.write('b.txt', 'somebody\n');
  await as('13', place);
  expect(api.comments).toMatchObject([{ body: expect.stringContaining(`run 13 on ${place.head} `) as string }]);
  await as('14', place);
  expect(writes(api)).toHaveLength(2);
});

test('is one of ours alone: a mark in the comment of somebody else is not', async () => {
  const place = await here();
  const planted = { id: 1, user: { login: 'somebody' }, body: `${COMMENT_MARK}\nall is well` };
  place.api.comments.push(
    planted,
    ...Array.from({ length: 150 }, (_, id) => ({ id: id + 2, user: { login: 'x' }, body: 'x' })),
  );
  await run(place);
  await run(place);
  expect(place.api.comments[0]).toEqual({ ...planted });
  expect(place.api.comments.filter(({ user }) => user.login === 'github-actions[bot]')).toHaveLength(1);
});

test('on-failure: none when all is well, and the one that is there turns green', async () => {
  const place = await here(unclaimedBranch);
  await run(place, { comment: 'on-failure' });
  expect(place.api.comments).toEqual([]);
  expect((await run(place, { comment: 'on-failure', strict: 'true' })).code).toBe(1);
  expect(place.api.comments).toMatchObject([{ body: expect.stringContaining('gate: failed') as string }]);
  await run(place, { comment: 'on-failure' });
  expect(place.api.comments).toMatchObject([{ body: expect.stringContaining('gate: passed') as string }]);
});

test('of two runs at once one comment stays', async () => {
  const place = await here();
  const { api } = place;
  // both have looked before either of them writes
  let waiting = 0;
  let release: () => void = () => {};
  const both = new Promise<void>((done) => (release = done));
  api.hold = async ({ method }) => {
    if (method !== 'POST' || waiting >= 2) return;
    waiting++;
    if (waiting === 2) release();
    await both;
  };
  const hold = api.hold;
  api.hold = async (request) => (request.path === '/graphql' ? undefined : hold(request));
  const [one, other] = await Promise.all([run(place), run(place)]);
  expect([one.code, other.code]).toEqual([0, 0]);
  expect(api.requests.filter((request) => request.startsWith('POST') && !request.endsWith('/graphql'))).toHaveLength(2);
  expect(api.comments).toMatchObject([{ id: 100 }]);
});

describe('what GitHub refuses is told, and fails nothing', () => {
  const reset = '2000000000';
  test.each<[string, Refusal, RegExp]>([
    ['a fork', { status: 403, message: 'Resource not accessible by integration' }, /pull-requests: write.*forks/],
    ['no such thing', { status: 404, message: 'Not Found' }, /pull-requests: write/],
    [
      'a body that it does not take',
      { status: 422, message: 'Validation Failed' },
      /GitHub said 422: Validation Failed/,
    ],
    ['broken', { status: 502, message: 'Bad Gateway' }, /GitHub said 502/],
    ['too many requests', { status: 429 }, /rate limit/],
    [
      'the rate limit',
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } },
      /rate limit is used up until 2033-05-18T03:33:20\.000Z/,
    ],
    ['a secondary limit', { status: 403, headers: { 'retry-after': '60' } }, /rate limit/],
    ['an unknown token', { status: 401, message: 'Bad credentials' }, /does not know the token/],
  ])('%s', async (_, refusal, told) => {
    const place = await here(unclaimedBranch);
    place.api.refuse = ({ path }) => (path === '/graphql' && refusal.status !== 401 ? null : refusal);
    const job = await run(place);
    expect({ code: job.code, verdict: job.outputs['verdict'] }).toEqual({ code: 0, verdict: 'pass' });
    expect(job.commands.filter((line) => line.startsWith('::notice'))).toEqual([
      expect.stringMatching(new RegExp(`^::notice title=Handoff gate::the comment is left out: .*(?:${told.source})`)),
    ]);
    expect(job.summary).toContain('## Handoff gate');
    expect(place.api.comments).toEqual([]);
  });

  test('a list that names its next page on another server, which gets no token', async () => {
    const [place, other] = [await here(unclaimedBranch), await githubApi()];
    place.api.refuse = ({ method, path }) =>
      method === 'GET' && path.endsWith('/comments')
        ? { status: 200, list: [], headers: { link: `<${other.url}/next>; rel="next"` } }
        : null;
    const job = await run(place);
    expect({ code: job.code, verdict: job.outputs['verdict'] }).toEqual({ code: 0, verdict: 'pass' });
    expect(job.commands).toContainEqual(
      expect.stringMatching(/^::notice .*the comment is left out: an answer leads to another server than/),
    );
    expect(other.requests).toEqual([]);
  });

  test('an answer that sends on to another server, which gets nothing of the comment', async () => {
    const [place, other] = [await here(unclaimedBranch), await githubApi()];
    place.api.refuse = ({ path }) =>
      path.endsWith('/comments') ? { status: 307, headers: { location: `${other.url}${path}` } } : null;
    const job = await run(place);
    expect(job.code).toBe(0);
    expect(job.commands).toContainEqual(expect.stringContaining('an answer leads to another server than'));
    expect([...place.api.comments, ...other.requests]).toEqual([]);
  });

  test('a repository of another name by now, to which its server sends on in a circle', async () => {
    const place = await here(unclaimedBranch);
    place.api.refuse = ({ path }) => (path.endsWith('/comments') ? { status: 301, headers: { location: path } } : null);
    const job = await run(place);
    expect(job.code).toBe(0);
    expect(job.commands).toContainEqual(
      expect.stringMatching(/the comment is left out: .*sent on more than 5 times \(301\)/),
    );
    expect(place.api.requests.length).toBeLessThan(20);
  });

  test.each([301, 302, 307, 308])('a repository of another name by now is written to (%i)', async (status) => {
    const place = await here(unclaimedBranch);
    place.api.refuse = ({ path }) =>
      path.endsWith('/comments') && !path.startsWith('/repositories/')
        ? { status, headers: { location: `/repositories/1${path.slice(path.indexOf('/issues/'))}` } }
        : null;
    expect((await run(place)).code).toBe(0);
    expect(place.api.comments).toHaveLength(1);
  });

  test('a list without an end is read to page 50', async () => {
    const place = await here(unclaimedBranch);
    const { api } = place;
    api.refuse = ({ method, path }) =>
      method === 'GET' ? { status: 200, list: [], headers: { link: `<${api.url}${path}>; rel="next"` } } : null;
    expect((await run(place)).code).toBe(0);
    expect(writes(api)).toHaveLength(1);
    // before it writes, and after
    expect(api.requests.filter((one) => one.startsWith('GET'))).toHaveLength(100);
  });

  test('a fork may read and not write', async () => {
    const place = await here();
    place.api.refuse = ({ method, path }) =>
      method === 'GET' || path === '/graphql'
        ? null
        : { status: 403, message: 'Resource not accessible by integration' };
    expect((await run(place)).code).toBe(0);
  });

  test('a token that may not say who it is writes as the Actions bot', async () => {
    const place = await here();
    place.api.refuse = ({ path }) => (path === '/graphql' ? { status: 403 } : null);
    await run(place);
    await run(place);
    expect(place.api.comments).toHaveLength(1);
    expect(writes(place.api)).toHaveLength(1);
  });

  test.each<[Refusal, RegExp]>([
    [{ status: 502 }, /GitHub said 502/],
    [{ status: 403, message: 'You have exceeded a secondary rate limit' }, /rate limit/],
  ])('who writes is not guessed where GitHub does not tell now: %j', async (refusal, told) => {
    const place = await here();
    place.api.refuse = ({ path }) => (path === '/graphql' ? refusal : null);
    const job = await run(place);
    expect({ code: job.code, comments: place.api.comments }).toEqual({ code: 0, comments: [] });
    expect(job.commands).toContainEqual(expect.stringMatching(new RegExp(`the comment is left out: .*${told.source}`)));
  });

  test('GitHub that is not there, and no token at all', async () => {
    const place = await here();
    const gone = { ...place, api: { ...place.api, url: 'http://127.0.0.1:9' } };
    for (const job of [await run(gone), await run(place, { comment: 'on', token: '' })]) {
      expect(job.code).toBe(0);
      expect(job.commands).toContainEqual(expect.stringMatching(/^::notice .*the comment is left out/));
    }
  });

  test('a job without a summary', async () => {
    const place = await here();
    const job = await runJob({
      main: action.main(),
      repo: place.remote.place.repo,
      event: 'pull_request',
      payload: pullRequest(place.remote.url, place.head),
      env: { GITHUB_STEP_SUMMARY: '' },
    });
    expect(job.code).toBe(0);
    expect(job.commands).toContainEqual(expect.stringMatching(/^::notice .*the step summary is left out/));
  });
});
