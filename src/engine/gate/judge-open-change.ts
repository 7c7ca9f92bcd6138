import type { EffectivePolicy } from '../../domain/policy.ts';
import type { GateReport } from '../../domain/gate-report.ts';
import type { CheckRerun } from '../../domain/rerun.ts';
import type { Handoff } from '../../domain/handoff.ts';
import type { NamedArtifact } from '../../domain/named-artifact.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { namedArtifacts } from '../../judging/agent-commits.ts';
import { parseNamed } from '../../judging/parse-named.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { ArtifactSearch } from '../../store/artifact-search.ts';
import type { World } from '../ports.ts';
import { awaitArtifacts } from './await-artifacts.ts';
import { basePolicy } from './base-policy.ts';
import { type Begin, beginOf } from './begin-of.ts';
import { composeJudgement, countingIn } from './compose-judgement.ts';
import { composeReport } from './compose-report.ts';
import { checkEvidence, type EvidenceAsked } from './rerun/check-evidence.ts';
import { judgeSessions } from './judge-sessions.ts';
import { secretsInVersions } from './secrets-in-versions.ts';
import type { GateWorld } from './trusting.ts';
import { warmRedaction } from '../../redact/warm-redaction.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface GateOptions extends EvidenceAsked {
  readonly strict: boolean;
  /** In place of what the policy says of waiting. */
  readonly waitSeconds?: number | undefined;
  /** Not in its place: if it is more than that. */
  readonly leastWaitSeconds?: number | undefined;
  /** Of the pull request, as the forge's own event says it: of exempt ones no handoff is asked. */
  readonly author?: string | null | undefined;
  /** `ID` or `ID@VERSION`: who runs the gate names them, as a trailer of the change would; and they have to be bound. */
  readonly artifacts?: readonly string[] | undefined;
}

export interface GateResult extends Begin {
  readonly report: GateReport;
  /** Those that it rests on: of artifacts that are bound, and in which nothing is wrong. */
  readonly handoffs: readonly Handoff[];
  readonly effective: EffectivePolicy;
  readonly waited_seconds: number;
  /** What was run again here. */
  readonly reruns: readonly CheckRerun[];
  /** A named artifact, or one that has to be there, is not: once it was pushed the gate has to be run again. */
  readonly lacks: boolean;
}

export interface OpenedChange {
  readonly change: OpenChange;
  readonly search: ArtifactSearch;
  readonly fork_unread?: boolean;
}

/** Facts → candidates → binding → judgement → report: the same for a change here and for one between remotes. @throws usage, config_invalid, policy_unsatisfiable, what the change throws */
export const judgeOpenChange = async (
  world: GateWorld & Pick<World, 'pause'>,
  { change, search, fork_unread = false }: OpenedChange,
  options: GateOptions,
): Promise<GateResult> => {
  const { strict, waitSeconds, leastWaitSeconds = 0, author = null } = options;
  const asked = (options.artifacts ?? []).map(parseNamed);
  const { effective, trusting } = await basePolicy(change, {
    strict,
    least_wait_seconds: leastWaitSeconds,
    ...(waitSeconds === undefined ? {} : { wait_seconds: waitSeconds }),
  });
  // every report is looked through for secrets; meanwhile git works
  const [facts] = await Promise.all([change.facts(), warmRedaction()]);
  const named = distinct([...asked, ...namedArtifacts(facts.commits)]);
  const found = await awaitArtifacts(world, { change, facts, trusting, search, named }, { effective, author });
  const { head_tree } = found.facts;
  const counting = countingIn(found.artifacts, found.binding);
  const [evidence, { sessions, blobs }, secrets] = await Promise.all([
    checkEvidence(world, { change, effective, trusting, head_tree, search }, options),
    judgeSessions(world, { change, search }, counting),
    secretsInVersions(search, counting),
  ]);
  const judgement = await composeJudgement({
    ...found,
    change,
    effective,
    evidence,
    counting,
    secrets,
    sessions,
    fork_unread,
    // everything that the verdict depends on, by object id
    subject: {
      head: change.head,
      base_tip: change.base,
      base_ref: change.base_ref,
      policy: effective.blob,
      artifacts: found.artifacts.map(({ id, version }) => ({ id, version })),
      asked: [...new Set(options.artifacts)],
      author,
      evidence: evidence.names,
      sessions: blobs,
      gate_version: world.version,
      strict: effective.strict,
    },
  });
  const report = await withoutSecrets(await composeReport(judgement, effective), world.place);
  return {
    report,
    handoffs: handoffsOf(report, found.artifacts),
    effective,
    ...(await beginOf(change, facts, found.binding)),
    waited_seconds: found.waited_seconds,
    lacks: found.lacks,
    reruns: evidence.told,
  };
};

const handoffsOf = ({ artifacts }: GateReport, read: readonly ReadArtifact[]): readonly Handoff[] => {
  const sound = artifacts.filter(({ bound, problems }) => bound && problems.length === 0);
  return sound.flatMap(({ id, version }) =>
    read.filter((one) => one.id === id && one.version === version).flatMap(({ artifact }) => artifact?.payload ?? []),
  );
};

/** Of one id that is named with and without a version the one with it. */
const distinct = (named: readonly NamedArtifact[]): readonly NamedArtifact[] => {
  const found = new Map<string, NamedArtifact>();
  for (const one of named) if (found.get(one.id)?.version == null) found.set(one.id, one);
  return [...found.values()];
};
