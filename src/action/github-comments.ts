/** Comments of a pull request through GitHub's API; loaded only where one is asked for. */
import { Octokit } from '@octokit/rest';
import { asNumber } from '../domain/json.ts';
import type { Comments, PostedComment } from './sticky-comment.ts';

export interface CommentPlace {
  /** GITHUB_API_URL. */
  readonly api: string;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
  readonly pull: number;
}

/** What it throws has the `status` of the answer, or none where there was no answer. */
export const githubComments = ({ api, token, owner, repo, pull }: CommentPlace): Comments => {
  const octokit = new Octokit({
    auth: token,
    baseUrl: api,
    userAgent: 'opensession-gate',
    log: SILENT,
    request: { fetch: fetchFrom(api) },
  });
  const { issues } = octokit.rest;
  const here = { owner, repo };
  return {
    login: async () => {
      try {
        const { viewer } = await octokit.graphql<{ readonly viewer: { readonly login: string } }>(
          '{ viewer { login } }',
        );
        return viewer.login;
      } catch (error) {
        // it may not ask, or has no user: a server that failed or was asked too often tells neither
        if ([403, 404, undefined].includes(statusOf(error)) && !/rate limit/i.test(String(error)))
          return 'github-actions[bot]';
        throw error;
      }
    },
    list: async () => {
      const found: PostedComment[] = [];
      let page = 0;
      const pages = octokit.paginate.iterator(issues.listComments, { ...here, issue_number: pull, per_page: 100 });
      for await (const { data } of pages) {
        found.push(...data.map(({ id, user, body }) => ({ id, author: user?.login ?? '', body: body ?? '' })));
        if (++page >= MOST_PAGES) break;
      }
      return found;
    },
    create: async (body) => void (await issues.createComment({ ...here, issue_number: pull, body })),
    update: (id, body) => unlessGone(() => issues.updateComment({ ...here, comment_id: id, body })),
    remove: async (id) => void (await unlessGone(() => issues.deleteComment({ ...here, comment_id: id }))),
  };
};

const MOST_PAGES = 50;

/**
 * An extra must not hold a job up: neither one answer nor all of them. And what an answer names as the next page, or sends
 * on to, is asked with the token and perhaps with the comment, so that it has to be of the same server.
 */
const fetchFrom = (api: string): ((url: string, options: RequestInit) => Promise<Response>) => {
  const { origin } = new URL(api);
  const all = AbortSignal.timeout(MOST_MS);
  return async (url, options) => {
    const signal = AbortSignal.any([all, AbortSignal.timeout(ONE_MS)]);
    let at = new URL(url);
    for (let sent = 0; ; sent++) {
      if (at.origin !== origin) throw new Error(`an answer leads to another server than ${origin}`);
      const answer = await fetch(at, { ...options, signal, redirect: 'manual' });
      const next = SENT_ON.has(answer.status) ? answer.headers.get('location') : null;
      if (next === null) return answer;
      if (sent === MOST_SENT_ON) throw new Error(`GitHub sent on more than ${MOST_SENT_ON} times (${answer.status})`);
      await answer.body?.cancel();
      at = new URL(next, at);
    }
  };
};

/** As of a repository that was renamed: GitHub wants what was asked there once more, with its method and body. */
const SENT_ON = new Set([301, 302, 307, 308]);
const MOST_SENT_ON = 5;

const MOST_MS = 120_000;
const ONE_MS = 20_000;

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Another run may have taken it away. */
const unlessGone = async (act: () => Promise<unknown>): Promise<boolean> => {
  try {
    await act();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
};

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error ? asNumber(error.status) : undefined;
