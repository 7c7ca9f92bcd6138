import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GitServer, type Intercept, serveGit } from '../support/local-servers.ts';
import {
  type ExchangeArena,
  FETCH,
  PUSH,
  brokenRemote,
  exchangeArena,
  queuedIn,
  saveMarked,
  tipsIn,
  unsettled,
} from './exchange-arena.ts';
import { type Fault, type FaultRun, ran } from './fault.ts';

const IDS = Array.from({ length: 9 }, (_, index) => `id-${index}`);
/** Seconds that a command is given, and that it may need beside them on a busy machine. */
const BUDGET = 3;
const GRACE = 15;

interface Failing {
  readonly name: string;
  /** Statuses of a push and of a fetch while it fails. */
  readonly exits: { readonly push: number; readonly fetch: number };
  readonly fails: Intercept;
  /** Most requests that one command may make. */
  readonly requests?: number;
}

const answer =
  (status: number, head: { readonly [name: string]: string } = {}, body = ''): Intercept =>
  (_, response) => {
    response.writeHead(status, head).end(body);
    return true;
  };

const BASIC = { 'WWW-Authenticate': 'Basic realm="x"' };
const isSending = ({ method, url }: Parameters<Intercept>[0]): boolean =>
  method === 'POST' && /receive-pack/.test(url ?? '');

const FAILING: readonly Failing[] = [
  { name: 'refuses (401)', exits: { push: 4, fetch: 4 }, fails: answer(401, BASIC), requests: 2 },
  { name: 'refuses (403)', exits: { push: 4, fetch: 4 }, fails: answer(403), requests: 2 },
  { name: 'is not there (404)', exits: { push: 5, fetch: 5 }, fails: answer(404), requests: 2 },
  { name: 'is broken (500)', exits: { push: 5, fetch: 5 }, fails: answer(500), requests: 2 },
  {
    name: 'is overloaded (503)',
    exits: { push: 5, fetch: 5 },
    fails: answer(503, { 'Retry-After': '1' }),
    requests: 2,
  },
  {
    name: 'resets each connection',
    exits: { push: 5, fetch: 5 },
    fails: ({ socket }) => {
      socket.resetAndDestroy();
      return true;
    },
    requests: 2,
  },
  { name: 'hangs', exits: { push: 5, fetch: 5 }, fails: () => true, requests: 1 },
  {
    name: 'answers byte by byte',
    exits: { push: 5, fetch: 5 },
    fails: (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('0'), 50);
      response.on('close', () => clearInterval(timer));
      return true;
    },
    requests: 1,
  },
  {
    name: 'answers with a page',
    exits: { push: 5, fetch: 5 },
    fails: answer(200, { 'Content-Type': 'text/html' }, '<html>\n<body>\n'),
  },
  {
    name: 'resets while it takes',
    exits: { push: 5, fetch: 0 },
    fails: (request) => {
      if (!isSending(request)) return false;
      request.socket.resetAndDestroy();
      return true;
    },
  },
  {
    name: 'hangs while it takes',
    exits: { push: 5, fetch: 0 },
    fails: isSending,
  },
  {
    name: 'refuses what is sent (403)',
    exits: { push: 4, fetch: 0 },
    fails: (...how) => isSending(how[0]) && answer(403)(...how),
  },
];

/** Remotes that refuse, hang, reset or talk nonsense; then they are well again. */
export const failingRemotes: Fault = {
  id: 'A14',
  name: 'remotes that refuse, hang and reset',
  target: 'told by the exit status within the time given, all queued, nothing changed; then one push sends all',
  run: async (run) => {
    const problems: string[] = [];
    let slowest = 0;
    for (const [index, failing] of FAILING.entries()) {
      const found = await struck(run, failing, `remote-${index}`);
      problems.push(...found.problems.map((problem) => `${failing.name}: ${problem}`));
      slowest = Math.max(slowest, found.seconds);
    }
    problems.push(...(await closed(run)).map((problem) => `refuses connections: ${problem}`));
    problems.push(...(await takesNotAll(run)).map((problem) => `takes not all: ${problem}`));
    return ran(
      `${FAILING.length + 2} remotes, ${IDS.length} artifacts each, pushed and fetched with --timeout ${BUDGET}`,
      `the slowest command took ${slowest.toFixed(1)} s; ${problems.length} problems`,
      problems,
    );
  },
};

const struck = async (run: FaultRun, failing: Failing, name: string) => {
  const state = { fails: true };
  const at = exchangeArena(run, name);
  const server = await serveGit(at.base, (...how) => state.fails && failing.fails(...how));
  try {
    at.git('remote', 'set-url', 'origin', addressOf(server));
    await saveMarked(at, IDS, 'one');
    const pushed = await commanded(at, PUSH, { exit: failing.exits.push, server, most: failing.requests });
    const fetched = await commanded(at, FETCH, { exit: failing.exits.fetch, server, most: failing.requests });
    const problems = [...pushed.problems, ...fetched.problems];
    const waiting = queuedIn(at).size;
    if (waiting !== IDS.length) problems.push(`${waiting} of ${IDS.length} wait`);
    state.fails = false;
    return { problems: [...problems, ...(await recovers(at))], seconds: Math.max(pushed.seconds, fetched.seconds) };
  } finally {
    server.close();
  }
};

const addressOf = ({ port }: Pick<GitServer, 'port'>): string => `http://127.0.0.1:${port}/owner/remote.git`;

/** A command while the remote fails: in time, with this status, and no ref is moved on either side. */
const commanded = async (
  at: ExchangeArena,
  command: readonly string[],
  want: { readonly exit: number; readonly server?: GitServer; readonly most?: number | undefined },
) => {
  const refs = [tipsIn(at), tipsIn(at, at.remote)].map((tips) => JSON.stringify([...tips]));
  const asked = want.server?.requests.length ?? 0;
  const start = performance.now();
  const { code, stdout, stderr } = await at.face([...command, '--timeout', String(BUDGET)]);
  const seconds = (performance.now() - start) / 1000;
  const verb = command[3] ?? '';
  const problems: string[] = [];
  if (code !== want.exit)
    problems.push(`${verb} ended with ${code}, not ${want.exit}: ${(stdout + stderr).slice(0, 300)}`);
  if (seconds > BUDGET + GRACE) problems.push(`${verb} took ${seconds.toFixed(1)} s`);
  const requests = (want.server?.requests.length ?? 0) - asked;
  if (requests > (want.most ?? Infinity)) problems.push(`${verb} asked ${requests} times`);
  const after = [tipsIn(at), tipsIn(at, at.remote)].map((tips) => JSON.stringify([...tips]));
  if (after.join('\n') !== refs.join('\n')) problems.push(`${verb} moved refs`);
  const left = readdirSync(join(at.repo, '.git/opensession')).filter((name) => !name.endsWith('.json'));
  problems.push(...left.map((name) => `${verb} left ${name}`));
  return { problems, seconds };
};

const recovers = async (at: ExchangeArena): Promise<readonly string[]> => {
  const { code, stdout, stderr } = await at.face(PUSH);
  const ended = code === 0 ? [] : [`the next push ended with ${code}: ${(stdout + stderr).slice(0, 300)}`];
  return [...ended, ...unsettled(at), ...brokenRemote(at)];
};

/** No server at all; then there is one at this very port. */
const closed = async (run: FaultRun): Promise<readonly string[]> => {
  const at = exchangeArena(run, 'closed');
  const free = await serveGit(at.base);
  free.close();
  at.git('remote', 'set-url', 'origin', addressOf(free));
  await saveMarked(at, IDS, 'one');
  const pushed = await commanded(at, PUSH, { exit: 5 });
  const fetched = await commanded(at, FETCH, { exit: 5 });
  const server = await serveGit(at.base, () => false, free.port);
  try {
    return [...pushed.problems, ...fetched.problems, ...(await recovers(at))];
  } finally {
    server.close();
  }
};

/** A hook of the remote refuses all that comes with one ref: the others are sent without it. */
const takesNotAll = async (run: FaultRun): Promise<readonly string[]> => {
  const at = exchangeArena(run, 'picky');
  const hook = join(at.remote, 'hooks', 'pre-receive');
  writeFileSync(hook, '#!/bin/sh\nif grep -q id-4; then exit 1; fi\n', { mode: 0o755 });
  await saveMarked(at, IDS, 'one');
  const { code } = await at.face(PUSH);
  const problems = code === 1 ? [] : [`push ended with ${code}, not 1`];
  const [there, waiting] = [tipsIn(at, at.remote).size, [...queuedIn(at)]];
  if (there !== IDS.length - 1) problems.push(`${there} of ${IDS.length - 1} were taken`);
  if (waiting.join() !== 'id-4') problems.push(`there wait: ${waiting.join()}`);
  writeFileSync(hook, '#!/bin/sh\n');
  return [...problems, ...(await recovers(at))];
};
