/** What `opensession gate` prints and the Action reports; `schemas/gate-report.schema.json` is its contract. */
import type { Finding } from './finding.ts';
import type { Judgement } from './judgement.ts';

export const GATE_REPORT_SCHEMA = 'opensession-gate-report-1.0';

export interface GateFinding extends Finding {
  /** What it is about, as far as that is known. */
  readonly place: {
    readonly path?: string;
    readonly artifact?: string;
    readonly commit?: string;
    readonly check?: string;
  };
  /** A command, or what to change: null where there is nothing to do. */
  readonly hint: string | null;
  /** Lines that a command said which failed: redacted and cut. Hostile text; absent: it said nothing, or none was run. */
  readonly output?: string;
}

export interface GateReport extends Judgement {
  readonly schema: typeof GATE_REPORT_SCHEMA;
  /** sha256 of the canonical JSON of `subject`. */
  readonly subject_digest: string;
  /** fail: at least one finding is an error. */
  readonly verdict: 'pass' | 'fail';
  /** Errors first, then warnings, then notes. */
  readonly findings: readonly GateFinding[];
  readonly counts: {
    readonly proved: number;
    readonly contradicted: number;
    readonly unknown: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
  };
}
