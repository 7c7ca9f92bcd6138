/** A branch in a real repository with artifacts about it: saved as a session saves, judged as the desk does. */
import type { Artifact } from '../../../src/domain/artifact.ts';
import { artifactText, withDigest } from '../../../src/domain/artifact-json.ts';
import type { CheckRun, RedactedText } from '../../../src/domain/handoff.ts';
import type { GateReport } from '../../../src/domain/gate-report.ts';
import { validateGateReport } from '../../../src/generated/validate-gate-report.js';
import { type GateRequest, judgeChange } from '../../../src/engine/gate/judge-change.ts';
import type { GateResult } from '../../../src/engine/gate/judge-open-change.ts';
import { type SaveResult, saveArtifact } from '../../../src/engine/save-artifact.ts';
import { SOMEBODY } from '../../support/somebody.ts';
import { derive, type Here, here } from '../artifacts/artifact-world.ts';

export interface Scene extends Here {
  /** Commit from which the branch `work` began. */
  readonly start: string;
  /** Keeps what the working tree is now; `claims` are paths of a session that began at `start`. */
  save(id: string, claims: readonly string[], rest?: SavedRest): Promise<SaveResult>;
  judge(how?: Partial<GateRequest>): Promise<GateReport>;
  /** With what was run again here. */
  result(how?: Partial<GateRequest>): Promise<GateResult>;
  /** Codes of findings by severity. */
  told(how?: Partial<GateRequest>): Promise<Record<'error' | 'warning' | 'note', readonly string[]>>;
}

export interface SavedRest {
  readonly start?: string;
  /** Runs of one check, `npm test` unless they say otherwise, in order. */
  readonly runs?: readonly Partial<CheckRun>[];
  /** false: a failing last run is not admitted. */
  readonly admits?: boolean;
}

const text = (value: string): RedactedText => value as RedactedText;

const RUN: CheckRun = {
  command: text('npm test'),
  status: 'passed',
  exit_code: 0,
  event_id: 'e1',
  at: '2999-01-01T00:00:00Z',
  check_id: text('npm test'),
  kind: 'test',
  cwd: text('.'),
  exit_source: 'structured',
  doubts: [],
  freshness: { state: 'fresh' },
  duration_ms: null,
};

/** @param files beside the policy, at the tip of the target branch */
export const scene = async (policy?: string, files: { readonly [path: string]: string } = {}): Promise<Scene> => {
  const place = here();
  const { repo } = place;
  repo.write('a.txt', 'a\n');
  repo.write('b.txt', 'b\n');
  repo.write('.gitignore', 'out/\n');
  if (policy !== undefined) repo.write('.opensession/policy.toml', policy);
  if (policy?.includes('ci_principals') === true) repo.write('.opensession/allowed_signers', SOMEBODY);
  for (const [path, content] of Object.entries(files)) repo.write(path, content);
  const start = repo.commit('start');
  repo.git('checkout', '-q', '-b', 'work');
  const save: Scene['save'] = async (id, claims, rest = {}) => {
    const [session] = await place.build([place.log(`${id}.log`, `line-agent ${id}\n`)]);
    if (session === undefined) throw new Error('nothing was built');
    const runs = (rest.runs ?? []).map((run) => ({ ...RUN, ...run }));
    const last = runs.at(-1);
    const { check_id, kind, command } = last ?? RUN;
    const check = { id: check_id, kind, command, stale: false, masked: false };
    const checks =
      last === undefined
        ? []
        : [{ ...check, final: last.status, runs: runs.map(({ status }) => status), last_event_id: last.event_id }];
    const unresolved = last?.status === 'failed' && rest.admits !== false ? [check_id] : [];
    const verification = { ...session.handoff.verification, checks_run: runs, checks, unresolved };
    const handoff = { ...session.handoff, verification, work_packages: [] };
    const changes = claims.map((path) => ({ path, inside: true, action: 'edited' as const, by: 'edit-tool' as const }));
    const said = { start: rest.start ?? start, changes, checked_at: runs.map(({ at }) => at) };
    return saveArtifact(place.world, { sessions: [{ ...session, handoff, said }], derive, artifactId: id });
  };
  const result: Scene['result'] = async (how = {}) => {
    const judged = await judgeChange(place.world, { strict: false, base: 'main', ...how });
    if (!validateGateReport(judged.report)) throw new Error(JSON.stringify(validateGateReport.errors));
    return judged;
  };
  const judge: Scene['judge'] = async (how) => (await result(how)).report;
  const told: Scene['told'] = async (how) => {
    const { findings } = await judge(how);
    const of = (severity: string) => [
      ...new Set(findings.filter((one) => one.severity === severity).map(({ code }) => code)),
    ];
    return { error: of('error'), warning: of('warning'), note: of('note') };
  };
  return { ...place, start, save, judge, result, told };
};

/** Rewrites an artifact's version as somebody with git can: keys of its two files replaced, the digest refitted. */
export const forge = async (
  { repo }: Scene,
  id: string,
  keys: { readonly artifact: object; readonly manifest: object },
): Promise<void> => {
  const ref = `refs/opensession/handoff/artifacts/${id}`;
  const read = (name: string): object => JSON.parse(repo.git('cat-file', 'blob', `${ref}:${name}`)) as object;
  const { digest: _, ...artifact } = { ...read('artifact.json'), ...keys.artifact } as Artifact;
  const texts = {
    'artifact.json': artifactText(await withDigest(artifact)),
    'manifest.json': JSON.stringify({ ...read('manifest.json'), ...keys.manifest }),
  };
  const lines = Object.entries(texts).map(
    ([name, input]) => `100644 blob ${repo.gitWith({ input }, 'hash-object', '-w', '--stdin')}\t${name}\n`,
  );
  const tree = repo.gitWith({ input: lines.join('') }, 'mktree');
  const message = repo.git('log', '-1', '--format=%B', ref);
  repo.git('update-ref', ref, repo.gitWith({ input: message }, 'commit-tree', tree));
};
