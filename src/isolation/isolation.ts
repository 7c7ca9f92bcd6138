/** Running a command of which nothing is known: where it can neither see, reach nor outlive whoever runs it. */
import type { UnseenProgram } from './unseen-programs.ts';

/** How a machine isolates. */
export type Way =
  /** As another user that owns nothing, behind namespaces that root made. */
  | { readonly kind: 'other-user' }
  /** Behind namespaces that an ordinary user made: the same user, who sees nothing of theirs. No network. */
  | { readonly kind: 'user-namespace' }
  | { readonly kind: 'none'; readonly reason: string };

export interface EnclosedCommand {
  /** Run by `sh -c`. */
  readonly command: string;
  /** Run before in the same place, as what installs dependencies; '' for none. */
  readonly setup: string;
  /** Below the directory that was filled, `.` for itself. */
  readonly cwd: string;
  /** `setup`: only that has it; what it left behind is ended, and the command has a network of its own, with nobody in it. */
  readonly network: boolean | 'setup';
  readonly limitMs: number;
}

export interface EnclosedEnd {
  /** Of the command, or of the setup that failed, as a shell tells it (128 + n for a signal); null: it was ended, or not run. */
  readonly code: number | null;
  /** Why it was ended before it ended itself, or did not begin: the setup failed. */
  readonly ended: 'late' | 'output' | 'setup' | null;
  /** The last of what it said, stdout and stderr together. */
  readonly output: string;
  /**
   * null: it ran isolated from its first instruction, and all that it started is gone. Else why not; where it could not
   * be isolated it was not run at all.
   */
  readonly unisolated: string | null;
}

export interface Isolation {
  /** Found out by doing it, once. */
  way(): Promise<Way>;
  /** @param fill puts what the command works on into an empty directory @throws what `fill` throws, no_space, read_only */
  run(command: EnclosedCommand, fill: (dir: string) => Promise<void>): Promise<EnclosedEnd>;
  /** Which of these programs an isolated command does not find as they are here; none where nothing is isolated. */
  unseen(names: readonly string[]): Promise<readonly UnseenProgram[]>;
  /**
   * Without isolation, for a job that has nothing to lose: a clean environment, a limit, and an end of what it started as
   * far as that can be found. `unisolated` is never null.
   */
  runOpenly(command: EnclosedCommand, fill: (dir: string) => Promise<void>): Promise<EnclosedEnd>;
}
