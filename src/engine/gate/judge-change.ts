/** Judges handoffs against a change: facts from git, claims from artifacts, and what a policy of the target branch asks. */
import { bindChange } from '../../binding/bind-change.ts';
import { LEVELS } from '../../domain/binding.ts';
import { canonicalJson, sha256 } from '../../domain/canonical.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import { pathKey, stateKey } from '../../domain/change-keys.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { GATE_REPORT_SCHEMA, type GateReport } from '../../domain/gate-report.ts';
import type { Judgement, Subject } from '../../domain/judgement.ts';
import { type EffectivePolicy, POLICY_PATH } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { firstAgentCommit, type NamedArtifact, namedArtifacts } from '../../judging/agent-commits.ts';
import { candidateOf } from '../../judging/candidate-of.ts';
import { readPolicy, unsatisfiable } from '../../judging/read-policy.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import { applyGateRules } from '../../rules/gate/apply-rules.ts';
import { artifactIdOf } from '../../domain/refs.ts';
import { bindThrough } from './bind-through.ts';
import { composeJudgement } from './compose-judgement.ts';
import { type Asked, type GateWorld, readVersions, type Trusting } from './read-versions.ts';

export interface GateRequest {
  readonly strict: boolean;
  readonly base?: string | undefined;
  readonly head?: string | undefined;
}

export interface GateResult {
  readonly report: GateReport;
  readonly effective: EffectivePolicy;
  /** Of the change that was judged. */
  readonly merge_bases: readonly string[];
}

/** @throws usage, config_invalid, policy_unsatisfiable, history_incomplete, not_a_repository, git_failed */
export const judgeChange = (world: GateWorld, request: GateRequest): Promise<GateResult> =>
  world.change(world.cwd, { base: request.base, head: request.head }, async (change) => {
    const { effective, trusting } = await policyOf(change, request.strict);
    const facts = await change.facts();
    const named = namedArtifacts(facts.commits);
    const byKey = await keysOf(facts);
    const asked = await candidatesOf(world, { facts, byKey, named });
    const versions = await readVersions(world, { change, trusting, head_tree: facts.head_tree }, asked);
    const chosen = chooseVersions(versions, { facts, byKey, named });
    const bound = await bindThrough(change, { facts, byKey }, chosen);
    const judgement = await composeJudgement({
      change,
      effective,
      ...bound,
      artifacts: chosen,
      versions,
      missing: missingOf(named, chosen),
      subject: subjectOf(world, { change, effective, chosen }),
      agentCommit: firstAgentCommit(facts.commits),
    });
    return { report: await reportOf(judgement, effective), effective, merge_bases: facts.merge_bases };
  });

/** From the tip of the target branch alone. */
const policyOf = async (
  change: OpenChange,
  strict: boolean,
): Promise<{ readonly effective: EffectivePolicy; readonly trusting: Trusting }> => {
  const [file] = await change.files([POLICY_PATH]);
  const effective = readPolicy(file ?? null, { strict });
  const wrong = unsatisfiable(effective);
  if (wrong.length > 0)
    throw new OpenSessionError(
      'policy_unsatisfiable',
      `expected evidence that can show each required check, found none that is accepted for ${wrong.join(', ')}`,
      { hint: `in ${POLICY_PATH}: rerun = true for the check, or ci_principals and a job that witnesses it` },
    );
  const { policy } = effective;
  const [signers, revoked] = await change.files([policy.allowed_signers, policy.revoked_keys]);
  const trusting = {
    policy,
    signers: signers == null ? null : change.place('signers', signers.text),
    revoked: revoked == null ? null : change.place('revoked', revoked.text),
    roots: await change.roots(),
  };
  return { effective, trusting };
};

/** Path of the change by its short key, for manifests that do not hold it in clear. */
const keysOf = async (facts: ChangeFacts): Promise<ReadonlyMap<string, string>> =>
  new Map(await Promise.all([...facts.paths.keys()].map(async (path) => [await pathKey(path), path] as const)));

const candidatesOf = async (world: GateWorld, { facts, byKey, named }: Choosing): Promise<readonly Asked[]> => {
  const store = await world.store(world.cwd);
  const states = new Set<string>();
  for (const { changes } of facts.commits)
    for (const [path, { after }] of changes.flatMap((one) => [...one]))
      if (after !== null && states.size < MOST_STATES) states.add(await stateKey(facts.object_format, path, after));
  for (const [path, { head }] of facts.paths)
    if (head !== null) states.add(await stateKey(facts.object_format, path, head));
  const names = new Map(
    named.map(({ id, version }) => [id, version === null ? ('named' as const) : ('pinned' as const)]),
  );
  const found = await store.candidates({
    ids: new Set(names.keys()),
    states,
    paths: new Set(byKey.keys()),
    commits: new Set(facts.commits.map(({ oid }) => oid)),
  });
  const live = new Set<string>(found.map(({ id }) => id));
  const archived = (await store.archive.findByKeys([...states])).found.filter(
    ({ archived: isArchived, id }) => isArchived && !live.has(id),
  );
  const asked = [...found, ...archived.slice(0, MOST_ARCHIVED).map(({ id, commit }) => ({ id, commit }))];
  return asked.map(({ id, commit }) => ({ id: artifactIdOf(id), commit, named: names.get(id) ?? null }));
};

const MOST_STATES = 50_000;
const MOST_ARCHIVED = 64;

interface Choosing {
  readonly facts: ChangeFacts;
  readonly byKey: ReadonlyMap<string, string>;
  readonly named: readonly NamedArtifact[];
}

/**
 * Of each artifact the version that is pinned, else the one that fits best, of equal ones the newest; an invalid newest
 * one is told as such. A pin that is not in the history of the ref is told, and what is there is judged.
 */
const chooseVersions = (
  versions: readonly ReadArtifact[],
  { facts, byKey, named }: Choosing,
): readonly ReadArtifact[] => {
  const { artifacts } = bindChange(
    facts,
    versions.map((version) => candidateOf(version, byKey)),
  );
  const pins = new Map<string, string>(
    named.flatMap(({ id, version }) => (version === null ? [] : [[`base:${id}`, version]])),
  );
  const best = new Map<string, { readonly version: ReadArtifact; readonly rank: number }>();
  for (const [index, version] of versions.entries()) {
    const pin = pins.get(version.id);
    const isPinned = pin !== undefined && version.version.startsWith(pin);
    const rank = isPinned ? -1 : LEVELS.indexOf(artifacts[index]?.level ?? 'none');
    const known = best.get(version.id);
    if (known === undefined || (rank < known.rank && (isPinned || version.problems.length === 0)))
      best.set(version.id, { version, rank });
  }
  return [...best.values()].map(({ version, rank }) =>
    pins.has(version.id) && rank !== -1 ? withProblem(version, pins.get(version.id) ?? '') : version,
  );
};

const withProblem = (version: ReadArtifact, pin: string): ReadArtifact => ({
  ...version,
  problems: [
    ...version.problems,
    { code: 'artifact_rewritten', detail: `version ${pin} is not in the history of its ref` },
  ],
});

const missingOf = (named: readonly NamedArtifact[], chosen: readonly ReadArtifact[]): readonly NamedArtifact[] =>
  named.filter(({ id }) => !chosen.some((one) => one.id === `base:${id}`));

const subjectOf = (
  { version }: GateWorld,
  {
    change,
    effective,
    chosen,
  }: { readonly change: OpenChange; readonly effective: EffectivePolicy; readonly chosen: readonly ReadArtifact[] },
): Subject => ({
  head: change.head,
  base_tip: change.base,
  base_ref: change.base_ref,
  policy: effective.blob,
  artifacts: chosen.map(({ id, version: oid }) => ({ id, version: oid })),
  gate_version: version,
  strict: effective.strict,
});

const reportOf = async (judgement: Judgement, effective: EffectivePolicy): Promise<GateReport> => {
  const findings = applyGateRules(judgement, effective);
  const outcomes = [...judgement.paths, ...judgement.checks, ...judgement.commits].map(({ outcome }) => outcome);
  const severity = (which: string): number => findings.filter((finding) => finding.severity === which).length;
  const counted = (which: string): number => outcomes.filter((outcome) => outcome === which).length;
  return {
    ...judgement,
    schema: GATE_REPORT_SCHEMA,
    subject_digest: await sha256(canonicalJson(judgement.subject)),
    verdict: severity('error') > 0 ? 'fail' : 'pass',
    findings,
    counts: {
      proved: counted('proved'),
      contradicted: counted('contradicted'),
      unknown: counted('cannot-tell'),
      errors: severity('error'),
      warnings: severity('warning'),
      notes: severity('note'),
    },
  };
};
