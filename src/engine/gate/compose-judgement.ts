import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts, RangeCommit } from '../../domain/change-facts.ts';
import type { JudgedArtifact, Judgement } from '../../domain/judgement.ts';
import type { NamedArtifact } from '../../domain/named-artifact.ts';
import { type EffectivePolicy, POLICY_PATH } from '../../domain/policy.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { admissionsOf } from '../../judging/admissions.ts';
import { ATTRIBUTES } from '../../judging/attributes-glob.ts';
import { globMatcher } from '../../judging/globs.ts';
import { pathsOfRuns } from '../../judging/recorded-runs.ts';
import { guardingIn } from '../../judging/guarding.ts';
import { type HandoffFile, handoffFile } from '../../judging/handoff-file.ts';
import { isAskedFor } from '../../judging/is-asked-for.ts';
import { judgeChecks } from '../../judging/judge-checks.ts';
import { judgeCommits } from '../../judging/judge-commits.ts';
import { judgePaths } from '../../judging/judge-paths.ts';
import type { ReadArtifact } from '../../judging/read-artifact.ts';
import type { CheckEvidence } from './rerun/check-evidence.ts';
import { soughtChecks } from './sought-checks.ts';
import type { Searched } from './search-artifacts.ts';
import { type Secrets, secretsKey } from './secrets-in-versions.ts';
import { settleOutside } from './settle-outside.ts';

export interface JudgementParts extends Searched, Pick<Judgement, 'subject' | 'sessions' | 'handoff' | 'fork_unread'> {
  readonly change: OpenChange;
  readonly effective: EffectivePolicy;
  readonly evidence: CheckEvidence;
  /** Those of `artifacts` that count. */
  readonly counting: readonly ReadArtifact[];
  readonly secrets: Secrets;
}

export const composeJudgement = async (parts: JudgementParts): Promise<Judgement> => {
  const { facts, binding, artifacts, counting, effective } = parts;
  const { policy } = effective;
  const others = parts.versions.filter(
    ({ id, version, problems }) =>
      problems.length === 0 && counting.some((one) => one.id === id && one.version !== version),
  );
  const handoff = await handoffFile(facts, [...counting, ...others]);
  const isInert = globMatcher(policy.inert, { ahead: [...counting, ...others].flatMap(pathsOfRuns) });
  const guarding = guardingIn(facts);
  const isProtected = guarding(policy.protect);
  const changed = [...facts.paths.keys()];
  const paths = await pathsOf(parts, handoff, isProtected);
  const unapproved = changed.filter((path) => !parts.signed.has(path));
  const checks = judgeChecks({
    artifacts: counting,
    required: policy.required_checks,
    sought: await soughtChecks(parts.change, policy.required_checks),
    accept: policy.accept,
    reruns: parts.evidence.reruns,
    witnessed: parts.evidence.witnessed,
    redefined: new Set(
      policy.required_checks
        .filter(({ definition }) => unapproved.some(guarding([...definition, ATTRIBUTES])))
        .map(({ name }) => name),
    ),
    isInert: (path, read) => isInert(path) || handoff.isInert(path, read),
    others,
  });
  const judged = await Promise.all(
    artifacts.map(async (read, index): Promise<JudgedArtifact> => {
      const how = binding.artifacts[index];
      return {
        ...shownOf(read),
        problems: [...read.problems, ...(parts.secrets.get(secretsKey(read)) ?? [])],
        level: how?.level ?? 'none',
        bound: how?.bound ?? false,
        related: isAskedFor(how, read, policy),
        outside: await settleOutside({ change: parts.change, facts }, read, how?.outside ?? []),
        admissions: admissionsOf(read, checks),
      };
    }),
  );
  return {
    subject: parts.subject,
    artifacts: [...judged, ...parts.missing.map(missingArtifact)],
    paths,
    checks,
    reruns: parts.evidence.shown,
    witnesses: parts.evidence.witnesses,
    commits: judgeCommits(artifacts, facts, binding),
    sessions: parts.sessions,
    handoff: parts.handoff,
    policy_changed: changed.filter(
      (path) =>
        [POLICY_PATH, policy.allowed_signers, policy.revoked_keys].includes(path) ||
        /^(?:\.\/\/)?\.opensession\//i.test(path),
    ),
    protected_reverted: revertedIn(facts, isProtected),
    fork_unread: parts.fork_unread,
    artifacts_unread: parts.unread,
  };
};

/** Those that are bound, or that the change names. @param artifacts in the order of the binding */
export const countingIn = (artifacts: readonly ReadArtifact[], binding: ChangeBinding): readonly ReadArtifact[] =>
  artifacts.filter((read, index) => binding.artifacts[index]?.bound === true || read.named !== null);

const shownOf = ({ id, version, named, trust, signature, artifact, manifest }: ReadArtifact) => ({
  id,
  version,
  named,
  trust,
  signature,
  session_ids: (artifact?.payload ?? []).map(({ session_id }) => session_id),
  agents: [...new Set((artifact?.sources ?? []).map(({ agent, tool }) => agent ?? tool))],
  objective: artifact?.payload.find(({ objective }) => objective != null)?.objective ?? null,
  by_hand: manifest?.by_hand ?? null,
});

const missingArtifact = ({ id, version }: NamedArtifact): JudgedArtifact => ({
  id: `base:${id}`,
  version: version ?? '',
  named: version === null ? 'named' : 'pinned',
  trust: 'absent',
  signature: { state: 'unsigned', by: null, reason: null },
  problems: [{ code: 'artifact_named_missing', detail: 'it is named, and it is not there' }],
  level: 'none',
  bound: false,
  related: false,
  session_ids: [],
  agents: [],
  objective: null,
  by_hand: null,
  outside: [],
  admissions: [],
});

const pathsOf = async (
  { change, facts, binding, effective, artifacts, signed }: JudgementParts,
  { isRendered }: HandoffFile,
  isProtected: (path: string) => boolean,
): Promise<Judgement['paths']> => {
  const { policy } = effective;
  const generated = await change.generated([...facts.paths.keys()]);
  const isIgnored = globMatcher(policy.ignore, { ahead: [...facts.paths.keys()] });
  const commits = new Map<string, Pick<RangeCommit, 'author' | 'message'>>(
    facts.commits.map((commit) => [commit.oid, commit]),
  );
  const paths = await Promise.all(
    binding.paths.map(async (path) => {
      const [first] = path.artifacts;
      const start = first === undefined ? null : (artifacts[first]?.manifest?.start ?? null);
      if (path.binding !== 'overwritten' || start === null) return path;
      const dropped = await change.commitsOn(path.path, start);
      for (const { oid, author, subject } of dropped)
        commits.set(oid, { author: { name: author, email: '', time: 0 }, message: subject });
      return { ...path, commits: dropped.map(({ oid }) => oid) };
    }),
  );
  return judgePaths({
    paths,
    commits,
    ids: artifacts.map(({ id }) => id),
    isIgnored: (path) =>
      isIgnored(path) ? 'policy' : generated.has(path) ? 'generated' : isRendered(path) ? 'handoff' : null,
    isProtected,
    signed,
  });
};

/** Protected paths that some commit changed and the whole change does not. */
const revertedIn = ({ commits, paths }: ChangeFacts, isProtected: (path: string) => boolean): readonly string[] => {
  const touched = new Set(commits.flatMap(({ changes }) => changes.flatMap((change) => [...change.keys()])));
  return [...touched].filter((path) => !paths.has(path) && isProtected(path)).sort();
};
