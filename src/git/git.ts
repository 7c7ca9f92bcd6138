/** Plain git plumbing behind one narrow wrapper. */

export interface GitResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface GitOptions {
  /** Absolute directory to run in. */
  readonly cwd: string;
  /** A promise: git starts meanwhile. Where it rejects git is ended, and `run` rejects with the same. */
  readonly stdin?: string | Uint8Array | Promise<string | Uint8Array>;
  /** Added to the cleaned environment (GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY …). */
  readonly env?: { readonly [name: string]: string };
  /** Exit codes that are an answer, not a failure; default only 0. */
  readonly allow?: readonly number[];
  /** Most bytes taken from stdout, default 256 MiB; more than that is git_failed. */
  readonly limit?: number;
  /** Longest run in milliseconds; then SIGTERM, SIGKILL after a grace of two seconds, and timed_out. Default: no end. */
  readonly timeoutMs?: number;
  /** Takes stdout while it comes, so that it is worked on beside git; the result's stdout is then empty. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** Ends git and all that it started: timed_out. */
  readonly signal?: AbortSignal;
}

/** A repository as git sees it from a directory. */
export interface RepositoryPaths {
  /** Absolute root of the work tree; null in a bare repository. */
  readonly root: string | null;
  readonly gitDir: string;
  /** Shared by linked worktrees. */
  readonly commonDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly bare: boolean;
}

export interface Git {
  /**
   * Runs one git command: argv array, no shell, cleaned environment, optional locks off, no configured program of the
   * repository (fsmonitor, hooks, pager, external diff, textconv) for reading commands.
   * @throws git_failed for other exit codes, git_missing, not_a_repository, no_space, read_only, ref_locked, ref_conflict,
   * timed_out, interrupted (this process was told to end)
   */
  run(args: readonly string[], options: GitOptions): Promise<GitResult>;
  /** @throws not_a_repository */
  locate(dir: string): Promise<RepositoryPaths>;
  /** Ends what stays in a directory for the next question: before it is deleted. */
  leave(dir: string): Promise<void>;
}
