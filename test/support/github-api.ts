/** As much of GitHub's API as comments need, on the loopback address: it records what is asked, and refuses when told. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface MockComment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

export interface Refusal {
  readonly status: number;
  readonly message?: string;
  /** In place of a message: another answer than the mock's own. */
  readonly list?: readonly object[];
  readonly headers?: { readonly [name: string]: string };
}

export interface GithubApi {
  readonly url: string;
  /** Method and path, in order. */
  readonly requests: readonly string[];
  readonly comments: MockComment[];
  /** Of each request: null lets it through. */
  refuse: (request: { readonly method: string; readonly path: string }) => Refusal | null;
  /** Waits before a request is answered. */
  hold: (request: { readonly method: string; readonly path: string }) => Promise<void>;
}

export const githubApi = async (login = 'github-actions[bot]'): Promise<GithubApi> => {
  const requests: string[] = [];
  const comments: MockComment[] = [];
  const api = { requests, comments, refuse: () => null, hold: async () => {} } as Omit<GithubApi, 'url'>;
  let next = 100;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? '';
    const url = new URL(request.url ?? '/', 'http://localhost');
    const sent = await bodyOf(request);
    requests.push(`${method} ${url.pathname}`);
    await api.hold({ method, path: url.pathname });
    const refusal = api.refuse({ method, path: url.pathname });
    if (refusal !== null)
      return reply(response, refusal.status, refusal.list ?? { message: refusal.message ?? 'no' }, refusal.headers);
    if (url.pathname === '/graphql') return reply(response, 200, { data: { viewer: { login } } });
    const [, id] = /\/issues\/comments\/(\d+)$/.exec(url.pathname) ?? [];
    const known = comments.find((one) => one.id === Number(id));
    if (id !== undefined && known === undefined) return reply(response, 404, { message: 'Not Found' });
    if (method === 'PATCH' && known !== undefined) {
      known.body = String(sent['body']);
      return reply(response, 200, known);
    }
    if (method === 'DELETE' && known !== undefined) {
      comments.splice(comments.indexOf(known), 1);
      return reply(response, 204, undefined);
    }
    if (method === 'POST') {
      const made = { id: next++, user: { login }, body: String(sent['body']) };
      comments.push(made);
      return reply(response, 201, made);
    }
    const page = Number(url.searchParams.get('page') ?? 1);
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const more = comments.length > page * size;
    const following = `<http://${request.headers.host}${url.pathname}?per_page=${size}&page=${page + 1}>; rel="next"`;
    return reply(response, 200, comments.slice((page - 1) * size, page * size), more ? { link: following } : {});
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(api, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
};

const bodyOf = async (request: IncomingMessage): Promise<{ readonly [key: string]: unknown }> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as { [key: string]: unknown });
};

const reply = (
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: { readonly [name: string]: string } = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(value === undefined ? undefined : JSON.stringify(value));
};
