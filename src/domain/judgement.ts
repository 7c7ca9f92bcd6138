/**
 * What the gate found, before any rule says whether that is good enough: each claim with its outcome and on which
 * basis. Unknown is an outcome of its own, with a reason.
 */
import type { BindingLevel, OutsideReason, PathBinding } from './binding.ts';
import type { CheckDoubt, CheckStatus } from './handoff.ts';
import type { Evidence } from './policy.ts';
import type { RerunAttempt, UnseenProgram } from './rerun.ts';
import type { WitnessRun } from './witness.ts';

export type Outcome = 'proved' | 'contradicted' | 'cannot-tell';

/** `git`: states, trees and commits confirm it; the rest as in a policy's `accept`; null: nothing speaks for it. */
export type Basis = 'git' | Evidence | null;

/**
 * absent: invalid or unreadable · recorded: unsigned, or a signer that nobody knows · vouched: signed by a person whom
 * the target branch knows · witnessed: signed by a CI job that it knows
 */
export type Trust = 'absent' | 'recorded' | 'vouched' | 'witnessed';

export interface JudgedArtifact {
  /** `base:ID`, `head:ID`: whose namespace it was found in. */
  readonly id: string;
  /** Commit of the version that was judged. */
  readonly version: string;
  /** A trailer of the range names it: with the version (`ID@OID`), without, or not at all. */
  readonly named: 'pinned' | 'named' | null;
  readonly trust: Trust;
  readonly signature: JudgedSignature;
  /** Why it cannot be used; each a code of a finding. Empty for a valid one. */
  readonly problems: readonly { readonly code: ArtifactProblem; readonly detail: string }[];
  readonly level: BindingLevel;
  readonly bound: boolean;
  /** It is the handoff that is asked for: bound, or named by the change, and begun where that begins although it is not as claimed. */
  readonly related: boolean;
  readonly session_ids: readonly string[];
  readonly agents: readonly string[];
  readonly objective: string | null;
  readonly by_hand: string | null;
  readonly outside: readonly JudgedOutside[];
  readonly admissions: readonly Admission[];
}

export type ArtifactProblem =
  | 'schema_invalid'
  | 'digest_mismatch'
  | 'manifest_inconsistent'
  | 'signature_invalid'
  | 'secret_present'
  | 'artifact_rewritten'
  | 'artifact_named_missing';

export interface JudgedSignature {
  /**
   * unsigned · trusted: by a signer of the target branch, now · untrusted: it fits, and the target branch does not know
   * its key (or no longer does) · invalid: it does not fit, is about something else, or its key is revoked · unknown: it
   * could not be told
   */
  readonly state: 'unsigned' | 'trusted' | 'untrusted' | 'invalid' | 'unknown';
  /** Principal or key. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** What a CI job says to have seen; one that is not accepted counts for nothing, and costs nothing. */
export interface JudgedWitness {
  /** `sha256:` of its text. */
  readonly id: string;
  readonly by: string | null;
  readonly accepted: boolean;
  /** Why it is not. */
  readonly reason: string | null;
  readonly run: WitnessRun | null;
  /** Names of required checks with the exit status that was seen; null: it was ended. Of one that is not accepted none. */
  readonly checks: readonly { readonly name: string; readonly exit_code: number | null }[];
}

/** A required check that was run again: how each attempt ended, which is why it counts as it does. */
export interface JudgedRerun {
  /** Of the required check. */
  readonly name: string;
  /** `job`: one of its own ran it, of which only the conclusion is known. */
  readonly by: 'gate' | 'job';
  readonly attempts: readonly JudgedAttempt[];
  /** Why it could not be isolated, and was not run; null: it could. */
  readonly unisolated: string | null;
  /** What the checkout lacked: paths with a filter, submodules. */
  readonly lacking: readonly string[];
  readonly unseen: readonly UnseenProgram[];
}

export interface JudgedAttempt extends Pick<RerunAttempt, 'exit_code' | 'ended'> {
  readonly passed: boolean;
  /** The last lines that it said where it did not pass, redacted and cut; '' for none. Hostile text. */
  readonly output: string;
}

export interface JudgedOutside {
  readonly path: string;
  readonly reason: OutsideReason;
  /** The opposite of what is claimed stands in the change, or a commit that it names lacks the path. */
  readonly contradicted: boolean;
}

/** A statement against its own interest: it counts, whoever wrote it. */
export interface Admission {
  readonly kind: 'unresolved' | 'unfinished';
  readonly text: string;
  /** Of `unresolved`: the check. */
  readonly check_id: string | null;
  /** A later run of the same check, or one of this gate, passed on the head. */
  readonly resolved: boolean;
}

export interface JudgedPath {
  readonly path: string;
  readonly binding: PathBinding;
  readonly outcome: Outcome;
  readonly basis: Basis;
  /** Ids of the artifacts that speak for it. */
  readonly artifacts: readonly string[];
  /** Ids of those whose claim the change takes back. */
  readonly reversed: readonly string[];
  readonly commits: readonly { readonly oid: string; readonly author: string; readonly subject: string }[];
  /** `handoff`: HANDOFF.md as an artifact of the change has it. */
  readonly ignored: 'policy' | 'generated' | 'handoff' | null;
  readonly protected: boolean;
  /** Ids of the handoffs that are signed by somebody whom the target branch knows and explain it without any other. */
  readonly signed: readonly string[];
}

export interface JudgedCheck {
  readonly id: string;
  readonly command: string;
  /** Name of the policy's required check that it is; null: only recorded. */
  readonly required: string | null;
  readonly status: CheckStatus | 'absent';
  readonly outcome: Outcome;
  readonly basis: Basis;
  /** Why the outcome is less than the status seems to say. */
  readonly doubts: readonly (CheckDoubt['kind'] | CheckReason)[];
  /** Of `other-tree`: how many paths differ, and the first of them. */
  readonly differing: readonly string[];
  /** Of `stale`: paths that changed after it ran, as far as they are told. */
  readonly changed: readonly string[];
  readonly artifact: string | null;
}

export type CheckReason =
  | 'other-tree'
  | 'stale'
  | 'hidden'
  | 'definition-changed'
  | 'flaky'
  | 'rerun-mismatch'
  | 'rerun-unisolated'
  | 'rerun-unprepared'
  | 'not-run'
  /** Its command is more than a record tells of. */
  | 'unrecordable';

export interface JudgedCommit {
  /** As the handoff names it. */
  readonly oid: string;
  readonly artifact: string;
  readonly outcome: Outcome;
  readonly reason: 'in-range' | 'same-tree' | 'same-patches' | 'rewritten' | 'elsewhere' | 'lacks-path';
}

/** A session on the sessions branch beside the handoff of it: whether the one makes the other. */
export interface JudgedSession {
  readonly session_id: string;
  readonly artifact: string;
  /** proved: consistent, which says nothing about whether the session was so. */
  readonly outcome: Outcome;
  /**
   * derives · differs: it holds what the session does not · another-time: the session was published at another time ·
   * other-version: the two were made by other versions than the gate's, which may write them otherwise · unclear: what
   * the repository said at the time may be why · unreadable
   */
  readonly reason: 'derives' | 'differs' | 'another-time' | 'other-version' | 'unclear' | 'too-large' | 'unreadable';
  /** Fields of the handoff in which it does not stand as the session has it. */
  readonly fields: readonly string[];
}

/** Everything that the verdict depends on, read once and by object id: equal subjects have equal verdicts. */
export interface Subject {
  readonly head: string;
  readonly base_tip: string;
  /** As it was asked for: `main`, `refs/heads/main`. */
  readonly base_ref: string;
  readonly policy: string | null;
  /** Of the pull request, as its forge says; null: nobody said. */
  readonly author: string | null;
  readonly artifacts: readonly { readonly id: string; readonly version: string }[];
  /** `ID` or `ID@VERSION`: who runs the gate asks for them, and each has to be bound. */
  readonly asked: readonly string[];
  /** Runs again and statements of CI jobs that were judged: each with what it says, or by its sha256. */
  readonly evidence: readonly string[];
  /** Files of published sessions that handoffs were held against. */
  readonly sessions: readonly string[];
  readonly gate_version: string;
  readonly strict: boolean;
}

export interface Judgement {
  readonly subject: Subject;
  readonly artifacts: readonly JudgedArtifact[];
  readonly paths: readonly JudgedPath[];
  readonly checks: readonly JudgedCheck[];
  readonly reruns: readonly JudgedRerun[];
  readonly witnesses: readonly JudgedWitness[];
  readonly commits: readonly JudgedCommit[];
  /** Of handoffs that count, those whose session was published. */
  readonly sessions: readonly JudgedSession[];
  /** Whether a handoff has to be there, and why it has not: what `require` comes to for this change. */
  readonly handoff: { readonly required: boolean; readonly reason: string };
  /** The change holds the policy, its signers, or what is under `.opensession/`. */
  readonly policy_changed: readonly string[];
  /** Paths under `protect` that a commit of the range changed and a later one changed back. */
  readonly protected_reverted: readonly string[];
  /** Nobody may read the repository that the head comes from, or it is gone: its artifacts were not looked at. */
  readonly fork_unread: boolean;
  /** Live artifacts here whose object is gone or damaged, where a path was left that one of them may be about. */
  readonly artifacts_unread: readonly string[];
}
