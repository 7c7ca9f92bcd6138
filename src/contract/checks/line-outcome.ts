import type { IdentifiedCheck } from '../../shell/checks/identified.ts';
import type { CommandLine, SimpleCommand } from '../../shell/command-line.ts';
import type { Exit } from './exit.ts';

/** One shell line with its outcome. */
export interface LineOutcome {
  readonly line: CommandLine;
  readonly exit: Exit;
  /** What it printed; '' when the log does not hold it. */
  readonly output: string;
  readonly checks: readonly { readonly check: IdentifiedCheck; readonly command: SimpleCommand; readonly at: number }[];
}
