/**
 * The one place where the Action meets the gate: a change by its addresses → a report. The workspace, its `.git` and the
 * person's git settings do not count.
 */
import { OpenSessionError } from '../domain/errors.ts';
import type { GateReport } from '../domain/gate-report.ts';
import type { JobResult } from '../domain/rerun.ts';
import { handoffPage } from '../engine/gate/handoff-page.ts';
import { judgeRemoteChange } from '../engine/gate/judge-remote-change.ts';
import { openGateWorld } from '../open-gate-world.ts';
import { makeScratch } from '../scratch/make-scratch.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';
import type { AskedChange } from './asked-change.ts';

export interface RemoteRequest extends AskedChange {
  readonly strict: boolean;
  readonly artifact: string | null;
  /** For addresses below `server`; null: none. */
  readonly token: string | null;
  /** GITHUB_SERVER_URL. */
  readonly server: string;
  readonly rerunResults: readonly JobResult[];
  /** null: as the policy says. */
  readonly waitMs: number | null;
  /** Whether the handoffs are wanted as well. */
  readonly render: boolean;
  readonly env: { readonly [name: string]: string | undefined };
}

export interface RemoteJudgement {
  readonly report: GateReport;
  /** The handoffs that it rests on, as Markdown; null: none is bound, or they are not wanted. */
  readonly handoff: string | null;
}

type Opened = ReturnType<typeof openGateWorld>;

/** @throws what judgeRemoteChange throws */
export const judgeRemote = async (request: RemoteRequest): Promise<RemoteJudgement> => {
  // nothing of the workspace is near where git is started
  const dir = makeScratch('action');
  try {
    const world = openGateWorld({ cwd: dir, env: ownEnvironment(request.env) });
    return await judgedIn(world, request);
  } finally {
    removeScratch(dir);
  }
};

const judgedIn = async (world: Opened, request: RemoteRequest): Promise<RemoteJudgement> => {
  const { base, head, strict, artifact, waitMs, rerunResults, pull } = request;
  const { report, handoffs } = await judgeRemoteChange(world, {
    base: { ...accessTo(base.url, request), ref: base.ref, commit: base.commit ?? undefined },
    head: { sha: await headOf(world, request), from: accessTo(head.url, request) },
    strict,
    author: pull?.author,
    rerun_results: rerunResults,
    artifacts: artifact === null ? [] : [artifact],
    leastWaitSeconds: (waitMs ?? 0) / 1000,
  });
  return { report, handoff: request.render ? await handoffPage(handoffs) : null };
};

/** A step before could have written `url.*.insteadOf` into the home directory, or named a system configuration of its own. */
const ownEnvironment = (env: RemoteRequest['env']): RemoteRequest['env'] => ({
  ...env,
  GIT_CONFIG_SYSTEM: undefined,
  GIT_CONFIG_NOSYSTEM: undefined,
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
});

const accessTo = (url: string, { token, server }: RemoteRequest): { readonly url: string; readonly token?: string } =>
  token !== null && url.startsWith(`${server}/`) ? { url, token } : { url };

/** A branch that a workflow runs on is named by its event, and looked up once. @throws usage, remote_unreachable */
const headOf = async ({ git, cwd }: Opened, { head, token, server }: RemoteRequest): Promise<string> => {
  if (!head.at.startsWith('refs/')) return head.at;
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  const secret = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: `http.${server}/.extraheader`, GIT_CONFIG_VALUE_0: header };
  const env = { GIT_ALLOW_PROTOCOL: 'https:http:ssh:file', ...(token === null ? {} : secret) };
  const args = [
    '-c',
    'http.followRedirects=false',
    '-c',
    'credential.helper=',
    'ls-remote',
    '--quiet',
    '--end-of-options',
  ];
  const { code, stdout } = await git.run([...args, head.url, head.at], {
    cwd,
    env,
    allow: [0, 128],
    timeoutMs: 60_000,
  });
  const found = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .find(([, ref]) => ref === head.at);
  if (found?.[0] !== undefined) return found[0];
  if (code !== 0) throw new OpenSessionError('remote_unreachable', `expected to reach ${head.url}, and could not`);
  throw new OpenSessionError('usage', `expected ${head.at} at ${head.url}, found none`, {
    hint: 'give a branch, a full ref (refs/tags/v1), or all digits of a commit as the input head',
  });
};
