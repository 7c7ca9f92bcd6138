/**
 * What a CI job saw of required checks, and signed: which tree, which command, how it ended, in which run. A text of its
 * own, so that it may travel in a ref or as a file alike; `schemas/witness.schema.json` is the contract of what is signed.
 */
import { canonicalJson } from './canonical.ts';

export const WITNESS_SCHEMA = 'opensession-witness-1';

/** Bytes; far more than hundreds of checks need. */
export const MAX_WITNESS = 64 * 1024;

export interface WitnessStatement {
  readonly schema: typeof WITNESS_SCHEMA;
  /** Ids of root commits: forks and clones share them. */
  readonly repository: readonly string[];
  /** The commit that was checked out, and its tree: the checks speak of the tree. */
  readonly head: string;
  readonly tree: string;
  /** Whose policy named the checks. */
  readonly base_tip: string;
  readonly policy: string | null;
  /** RFC 3339, when the last check ended. */
  readonly at: string;
  readonly checks: readonly WitnessedCheck[];
  readonly run: WitnessRun;
  readonly version: string;
}

export interface WitnessedCheck {
  readonly name: string;
  readonly command: string;
  readonly cwd: string;
  /** null: it was ended, for its time or its output. */
  readonly exit_code: number | null;
  /** How it was isolated from what signs. */
  readonly isolated: 'other-user' | 'user-namespace';
}

/** Where one can look it up. */
export interface WitnessRun {
  /** `github`, `gitlab`, or as it was named. */
  readonly provider: string;
  readonly id: string;
  readonly attempt: string | null;
  readonly job: string | null;
  readonly url: string | null;
}

/** The one way to write it. It is kept as `signature.json` of an artifact is: the text that was signed, and an ssh signature. */
export const witnessPayload = (statement: WitnessStatement): string => canonicalJson(statement);
