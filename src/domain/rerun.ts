/** What running required checks again on the head came to. */
import type { RedactedText } from './handoff.ts';

export interface CheckRerun {
  /** Of the required check. */
  readonly name: string;
  readonly command: string;
  /** In order; a second one is made only where the first fails. Empty: it was not run. */
  readonly attempts: readonly RerunAttempt[];
  /** null: each ran where it could reach nothing of this run; else why that cannot be said. */
  readonly unisolated: string | null;
  /** What the checkout lacks: paths that a filter would have changed (`a.bin (lfs)`), and submodules. */
  readonly lacking: readonly string[];
  /** Programs that its command names, of which it did not find those that the PATH has here. */
  readonly unseen: readonly UnseenProgram[];
}

/** Where it is run isolated, a link that leads out of what is seen there is no program. */
export interface UnseenProgram {
  readonly name: string;
  /** Where the PATH has it. */
  readonly here: string;
  /** What was found in its place; null: nothing. */
  readonly there: string | null;
}

export interface RerunAttempt {
  /** Of the check; of its setup where that failed and the check never began. null: it was ended, or did not end itself. */
  readonly exit_code: number | null;
  readonly ended: 'late' | 'output' | 'setup' | null;
  /** The last of what it said. Hostile text. */
  readonly output: RedactedText;
}

/** As a workflow tells the conclusion of a job: `needs.<job>.result`. */
export const JOB_RESULTS = ['success', 'failure', 'cancelled', 'skipped'] as const;

export interface JobResult {
  /** null: of every check that the policy lets run again. */
  readonly name: string | null;
  readonly result: (typeof JOB_RESULTS)[number];
}

export const hasPassed = ({ exit_code }: Pick<RerunAttempt, 'exit_code'>): boolean => exit_code === 0;
