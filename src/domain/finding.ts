/** One thing that a rule found. Returned, all of them, never thrown. */
export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  /** Stable id of the rule. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}
