/** The contract of an output format: handoffs → text. One file each, listed in index.ts. */
import type { Handoff, MergedHandoff } from '../domain/handoff.ts';
import type { Session } from '../domain/session.ts';

export interface FormatInput {
  /** In the order in which they were asked for. */
  readonly handoffs: readonly Handoff[];
  /** Of several, what they come to together. For pages: not called by other formats. */
  readonly merged?: () => MergedHandoff | undefined;
  /**
   * For `hail` alone, which needs more than a handoff holds: the reduced sessions (`reduceSession`, then the redactor),
   * in the same order. Not called by other formats.
   */
  readonly sessions?: () => readonly Session[] | Promise<readonly Session[]>;
}

export interface Format {
  /** As in `--format`. */
  readonly id: string;
  readonly description: string;
  /** The text as it is written, with its own line end if it has one. The same input gives the same bytes. */
  render(input: FormatInput): string | Promise<string>;
}
