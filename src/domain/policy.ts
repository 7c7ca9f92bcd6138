/** What a target branch asks of a change: `.opensession/policy.toml` at its tip, the defaults where it says nothing. */
import type { Severity } from './finding.ts';

export const POLICY_PATH = '.opensession/policy.toml';

/** On what a statement about a check may rest, from strongest to weakest. */
export const EVIDENCE = ['rerun', 'witnessed', 'vouched', 'recorded'] as const;
export type Evidence = (typeof EVIDENCE)[number];

export type Requirement = 'always' | 'agent-commits' | 'never';

export interface RequiredCheck {
  /** As people and findings name it. */
  readonly name: string;
  /** The exact command line; it is run by `sh -c` where it is run again. */
  readonly command: string;
  /** Within the repository, `.` for its root. */
  readonly cwd: string;
  /** Paths that say what the command does (scripts, configuration, tests): changed in the change, its outcome proves nothing. */
  readonly definition: readonly string[];
  readonly rerun: boolean;
  /** Command line that prepares a clean checkout for it where it is run again (`npm ci`); '' for none. */
  readonly setup: string;
  /** Whether it may use the network where it is run again; `setup`: what prepares it alone. */
  readonly network: boolean | 'setup';
  readonly timeout_seconds: number;
}

export interface Policy {
  readonly require: Requirement;
  /** Authors of pull requests (not of commits) of whom no handoff is asked. */
  readonly exempt_actors: readonly string[];
  readonly accept: readonly Evidence[];
  readonly min_binding: 'content' | 'patch' | 'drifted';
  readonly max_unclaimed: number;
  /** Globs of paths that need no claim; they are counted and named all the same. */
  readonly ignore: readonly string[];
  /** Globs of paths that need a person's signature; stronger than `ignore`. */
  readonly protect: readonly string[];
  /** Globs of paths that no check depends on. */
  readonly inert: readonly string[];
  readonly required_checks: readonly RequiredCheck[];
  readonly require_signed: boolean;
  /** Paths at the target's tip: allowed signers and revoked keys as ssh-keygen reads them. */
  readonly allowed_signers: string;
  readonly revoked_keys: string;
  /** Principals of allowed signers that are CI jobs: what they sign is witnessed, not vouched for. */
  readonly ci_principals: readonly string[];
  readonly wait_seconds: number;
  /** Finding → what it counts as, in place of the default. */
  readonly severity: { readonly [code: string]: Severity | 'off' };
}

/** Where each value comes from, for `gate --explain`. */
export type PolicySource = 'default' | 'strict' | 'policy' | 'option';

/** The branch, as it was asked for, and the commit of its tip. */
export interface PolicyPlace {
  readonly ref: string;
  readonly commit: string;
}

/** `.opensession/policy.toml of refs/heads/main (abcdef012345)` */
export const policyAt = (place: PolicyPlace | null): string =>
  place === null ? POLICY_PATH : `${POLICY_PATH} of ${place.ref} (${place.commit.slice(0, 12)})`;

export interface EffectivePolicy {
  readonly policy: Policy;
  readonly strict: boolean;
  readonly sources: { readonly [key in keyof Policy]: PolicySource };
  /** Blob of the policy file at the target's tip; null: there is none. */
  readonly blob: string | null;
  /** Where it was read, and looked for; null: on no branch yet. */
  readonly read_from: PolicyPlace | null;
}
