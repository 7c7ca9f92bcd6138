/** The contract of a format of the gate: a report → text. One file each, listed in index.ts. */
import type { GateReport } from '../../domain/gate-report.ts';

/** What a rule says of itself, for formats that describe it. */
export interface RuleText {
  readonly code: string;
  /** What is wrong when it is found. */
  readonly description: string;
}

export interface GateFormatInput {
  readonly report: GateReport;
  /** All rules, also those that found nothing. */
  readonly rules: readonly RuleText[];
}

export interface GateFormat {
  /** As in `gate --format`. */
  readonly id: string;
  readonly description: string;
  /** The text as it is written, with its own line end. The same input gives the same bytes. */
  render(input: GateFormatInput): string | Promise<string>;
}
