/** The contract of a check of a handoff. One file each, listed in index.ts. */
import type { Severity } from '../domain/finding.ts';
import type { Handoff } from '../domain/handoff.ts';

/** What a rule needs to know besides the handoff. */
export interface RuleContext {
  /** What a scan of the bytes to be written found: rule ids and counts, never values. */
  readonly secrets: readonly { readonly rule: string; readonly count: number }[];
}

export interface Rule {
  /** Stable: other tools match on it. */
  readonly code: string;
  readonly severity: Severity;
  /** What it holds against a handoff, in a sentence. */
  readonly description: string;
  /** One message per thing that is wrong; none when all is well. The handoff has the shape of its schema. */
  check(handoff: Handoff, context: RuleContext): readonly string[];
}
