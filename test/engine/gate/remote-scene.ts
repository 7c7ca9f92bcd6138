/** The same scene with bare remotes: what is pushed there is all that a gate between remotes sees. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GateReport } from '../../../src/domain/gate-report.ts';
import type { GateResult } from '../../../src/engine/gate/judge-open-change.ts';
import { judgeRemoteChange, type RemoteGateRequest } from '../../../src/engine/gate/judge-remote-change.ts';
import type { World } from '../../../src/engine/ports.ts';
import { validateGateReport } from '../../../src/generated/validate-gate-report.js';
import { gitHttp } from '../../support/git-http.ts';
import { type Scene, scene } from './gate-scene.ts';

const HANDOFFS = 'refs/opensession/handoff/*:refs/opensession/handoff/*';

export interface Remote {
  readonly dir: string;
  readonly url: string;
  git(...args: string[]): string;
}

export interface RemoteScene extends Omit<Scene, 'result'> {
  readonly base: Remote;
  /** A bare repository without anything; `url` by file. */
  remote(name: string): Remote;
  /** Branches and artifacts as they are here now. */
  push(to?: Remote, ...refspecs: string[]): void;
  /** HEAD here against main there. */
  result(how?: Partial<RemoteGateRequest>, world?: Partial<World>): Promise<GateResult>;
  report(how?: Partial<RemoteGateRequest>, world?: Partial<World>): Promise<GateReport>;
}

/** @param more files of the target branch beside the policy */
export const remoteScene = async (
  policy?: string,
  more?: { readonly [path: string]: string },
): Promise<RemoteScene> => {
  const place = await scene(policy, more);
  const { repo } = place;
  const remote: RemoteScene['remote'] = (name) => {
    const dir = join(repo.base, 'remotes', name);
    mkdirSync(dir, { recursive: true });
    const git: Remote['git'] = (...args) => repo.gitWith({ cwd: dir }, ...args);
    git('init', '--quiet', '--bare', '--initial-branch=main', '.');
    git('config', 'uploadpack.allowFilter', 'true');
    return { dir, url: `file://${dir}`, git };
  };
  const base = remote('base.git');
  const push: RemoteScene['push'] = (to = base, ...refspecs) => {
    const all = refspecs.length > 0 ? refspecs : ['refs/heads/*:refs/heads/*', HANDOFFS];
    repo.git('push', '-q', '--force', to.url, ...all);
  };
  const result: RemoteScene['result'] = (how = {}, world = {}) =>
    judgeRemoteChange(
      { ...place.world, cwd: repo.base, ...world },
      {
        strict: false,
        base: { url: base.url, ref: 'main' },
        head: { sha: repo.git('rev-parse', 'HEAD') },
        ...how,
      },
    );
  const report: RemoteScene['report'] = async (how, world) => {
    const found = (await result(how, world)).report;
    if (!validateGateReport(found)) throw new Error(JSON.stringify(validateGateReport.errors));
    return found;
  };
  return { ...place, base, remote, push, result, report };
};

/** How a server may be. Plain: filters, protocol v2. */
export type ServerKind = 'file' | 'http' | 'no-filter' | 'protocol-v0' | 'protocol-v0-no-filter';

/** Serves what lies under the remotes of a scene. @returns the address of a remote there */
export const served = async (place: RemoteScene, kind: ServerKind): Promise<(remote: Remote) => string> => {
  if (kind === 'file') return ({ url }) => url;
  const { port } = await gitHttp(join(place.repo.base, 'remotes'), (request) => {
    if (kind.startsWith('protocol-v0')) delete request.headers['git-protocol'];
    return false;
  });
  return (remote) => {
    if (kind.endsWith('no-filter')) remote.git('config', 'uploadpack.allowFilter', 'false');
    return `http://127.0.0.1:${port}/${remote.dir.split('/').at(-1)}`;
  };
};
