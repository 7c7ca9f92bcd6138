/**
 * The one place where the Action meets the gate: a change by its addresses → a report. Everything is fetched into a bare
 * repository of our own, which is deleted afterwards; the workspace, its `.git` and the person's git settings do not count.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenSessionError } from '../domain/errors.ts';
import type { GateReport } from '../domain/gate-report.ts';
import { NAMESPACE } from '../domain/refs.ts';
import { parseRemoteAddress } from '../domain/sharing/remote-address.ts';
import { judgeChange } from '../engine/gate/judge-change.ts';
import { judgedHandoff } from '../engine/gate/judged-handoff.ts';
import type { World } from '../engine/ports.ts';
import { openWorld } from '../open-world.ts';
import type { AskedChange } from './asked-change.ts';

export interface RemoteRequest extends AskedChange {
  readonly strict: boolean;
  readonly artifact: string | null;
  /** For addresses below `server`; null: none. */
  readonly token: string | null;
  /** GITHUB_SERVER_URL. */
  readonly server: string;
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

/** @throws what judgeChange throws, remote_unreachable, artifact_not_found, refused (an address) */
export const judgeRemote = async (request: RemoteRequest): Promise<RemoteJudgement> => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-action-'));
  try {
    const world = openWorld({ cwd: dir, env: ownEnvironment(request.env) });
    await world.git.run(['init', '--quiet', '--bare', '--template=', '--', dir], { cwd: dir });
    await fetchChange(world, request);
    const report = await judgedInTime(world, request);
    return { report, handoff: request.render ? await judgedHandoff(world, report) : null };
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** A step before could have written `url.*.insteadOf` into the home directory. */
const ownEnvironment = (env: RemoteRequest['env']): RemoteRequest['env'] => ({
  ...env,
  GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
});

const HEAD_REF = 'refs/opensession-gate/head';

const fetchChange = async (world: World, { base, head, ...request }: RemoteRequest): Promise<void> => {
  const own = `+${base.commit ?? base.ref}:${base.ref}`;
  const other = `+${head.at}:${HEAD_REF}`;
  await fetchFrom(world, { ...request, url: base.url }, base.url === head.url ? [own, other] : [own]);
  if (base.url !== head.url) await fetchFrom(world, { ...request, url: head.url }, [other]);
};

type Remote = Pick<RemoteRequest, 'token' | 'server'> & { readonly url: string };

const fetchFrom = async ({ git, cwd }: World, remote: Remote, refspecs: readonly string[]): Promise<void> => {
  if (parseRemoteAddress(remote.url) === undefined)
    throw new OpenSessionError(
      'refused',
      `expected a repository that is reached by https, found ${remote.url.slice(0, 200)}`,
    );
  const args = [...SETTINGS, 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
  const env = { ...authorization(remote), GIT_ALLOW_PROTOCOL: 'https:http:ssh:file' };
  try {
    await git.run([...args, '--end-of-options', remote.url, ...refspecs], { cwd, env, timeoutMs: 300_000 });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    throw new OpenSessionError('remote_unreachable', `expected to fetch from ${remote.url}: ${said}`, {
      hint: 'see that the job has `permissions: contents: read`, and that base and head are there',
      cause,
    });
  }
};

const SETTINGS = ['fetch.fsckObjects=true', 'http.followRedirects=false', 'credential.helper=', 'gc.auto=0'].flatMap(
  (setting) => ['-c', setting],
);

/** In the environment of that one git alone, and for the server alone: not in its arguments, not in a file. */
const authorization = ({ url, token, server }: Remote): { readonly [name: string]: string } =>
  token === null || !url.startsWith(`${server}/`)
    ? {}
    : {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
        GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
      };

/** Artifacts are pushed apart from branches: what is missing may be on its way. */
const judgedInTime = async (world: World, request: RemoteRequest): Promise<GateReport> => {
  const start = performance.now();
  for (;;) {
    await fetchFrom(world, { ...request, url: request.base.url }, [`+${NAMESPACE}*:${NAMESPACE}*`]);
    const asked = { strict: request.strict, base: request.base.ref, head: HEAD_REF };
    const { report, effective } = await judgeChange(world, asked);
    const missing = missingIn(report, request.artifact);
    const waitMs = Math.max(request.waitMs ?? 0, effective.policy.wait_seconds * 1000);
    if (missing === null) return report;
    if (performance.now() - start + PAUSE_MS > waitMs) {
      if (missing === 'a handoff') return report;
      throw new OpenSessionError(
        'artifact_not_found',
        `expected ${missing} to be bound to the change, found that it is not`,
        {
          hint: 'opensession session handoff artifact push, then run the job again',
        },
      );
    }
    await sleep(PAUSE_MS);
  }
};

const PAUSE_MS = 2000;

const missingIn = (report: GateReport, artifact: string | null): string | null => {
  if (artifact !== null && !report.artifacts.some(({ id, bound }) => bound && id.endsWith(`:${artifact}`)))
    return `the artifact ${artifact}`;
  const waited = report.findings.some(({ code }) => code === 'artifact_named_missing' || code === 'handoff_missing');
  return waited ? 'a handoff' : null;
};
