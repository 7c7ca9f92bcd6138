/** The contract of a check of a kept version. One file each, listed in index.ts. */
import type { Artifact } from '../../domain/artifact.ts';
import type { Severity } from '../../domain/finding.ts';
import type { InspectedVersion } from '../../store/inspect-versions.ts';
import type { World } from '../ports.ts';
import type { StampWorld } from '../source-stamp.ts';
import type { SignatureState } from './signature-state.ts';
import type { SourceState } from './source-states.ts';

export type VerifyWorld = StampWorld & Pick<World, 'store' | 'signing' | 'recordedTree'>;

/** What is verified, with all that has to be read for it: a check only decides. */
export interface Subject {
  readonly version: InspectedVersion;
  /** Of the ref: what the version has to be a version of. */
  readonly artifact_id: string;
  /** null: its artifact.json cannot be read as one. */
  readonly artifact: Artifact | null;
  /** Why not. */
  readonly fault: string | null;
  readonly signature: SignatureState;
  readonly sources: readonly SourceState[];
  /** Whether the states of its manifest make its tree; `unknown`: its start is not here whole. null: it does not say so much. */
  readonly states: 'agree' | 'differ' | 'unknown' | null;
  /** What a scan of all files found. */
  readonly secrets: readonly { readonly file: string; readonly rule: string; readonly count: number }[];
}

export interface VerifyFinding {
  /** The check's id. */
  readonly check: string;
  readonly severity: Severity;
  readonly what: string;
  /** What can be run or done; null: there is nothing to do. */
  readonly hint: string | null;
}

export type Found = Omit<VerifyFinding, 'check'>;

export interface VerifyCheck {
  /** Stable: other tools match on it. */
  readonly id: string;
  /** What it looks for, in a sentence. */
  readonly description: string;
  /** An error of it means that what is kept is not what was saved. */
  readonly integrity: boolean;
  find(subject: Subject): readonly Found[];
}

export const error = (what: string, hint: string | null = null): Found => ({ severity: 'error', what, hint });
export const warning = (what: string, hint: string | null = null): Found => ({ severity: 'warning', what, hint });
export const note = (what: string, hint: string | null = null): Found => ({ severity: 'note', what, hint });
