import type { Elsewhere } from '../command-line.ts';

/** The text that a shell was given to run, and the options that it was started with. */
export interface InnerScript {
  readonly text: string;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  /** See SimpleCommand.noglob. */
  readonly noglob?: boolean;
  /** It runs on another machine or in a container: where, the line does not tell. */
  readonly elsewhere?: Elsewhere;
  /** Why the status of the text is lost. */
  readonly mask?: string;
  /** It came by the standard input, which its commands share. */
  readonly fromInput?: true;
  /** What of it ran is not known: it was expanded before it was read. */
  readonly expanded?: true;
}
