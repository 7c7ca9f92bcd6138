/** Exit statuses of every command; see README, "Exit codes". */
export const EXIT = {
  done: 0,
  findings: 1,
  usage: 2,
  notFound: 3,
  auth: 4,
  network: 5,
  conflict: 6,
  integrity: 7,
  noSpace: 8,
  bug: 70,
  /** As a shell tells an end by SIGINT. */
  interrupted: 130,
} as const;

/** Stable error codes and the exit status of each. A new code is one line here. */
export const ERROR_EXIT = {
  usage: EXIT.usage,
  config_invalid: EXIT.usage,
  policy_unsatisfiable: EXIT.usage,
  unknown_format: EXIT.usage,
  invalid_artifact_id: EXIT.usage,
  invalid_session_id: EXIT.usage,
  invalid_reference: EXIT.usage,
  log_unrecognised: EXIT.usage,
  not_a_repository: EXIT.notFound,
  session_not_found: EXIT.notFound,
  reference_ambiguous: EXIT.usage,
  artifact_not_found: EXIT.notFound,
  file_not_found: EXIT.notFound,
  source_missing: EXIT.notFound,
  not_readable: EXIT.notFound,
  refused: EXIT.findings,
  strict_failed: EXIT.findings,
  log_too_large: EXIT.integrity,
  log_empty: EXIT.integrity,
  log_broken: EXIT.integrity,
  artifact_corrupt: EXIT.integrity,
  artifact_incomplete: EXIT.network,
  branch_corrupt: EXIT.integrity,
  branch_incomplete: EXIT.network,
  archive_invalid: EXIT.integrity,
  hail_invalid: EXIT.integrity,
  ref_conflict: EXIT.conflict,
  ref_locked: EXIT.conflict,
  push_busy: EXIT.conflict,
  remote_unreachable: EXIT.network,
  remote_broke_off: EXIT.network,
  remote_denied: EXIT.auth,
  remote_rejected: EXIT.findings,
  git_failed: EXIT.integrity,
  timed_out: EXIT.network,
  too_many_bytes: EXIT.network,
  git_missing: EXIT.notFound,
  history_incomplete: EXIT.network,
  no_space: EXIT.noSpace,
  read_only: EXIT.noSpace,
  interrupted: EXIT.interrupted,
  bug: EXIT.bug,
} as const;

export type ErrorCode = keyof typeof ERROR_EXIT;

/** The one error of this tool: what was expected, what was found, and a hint that can be run. */
export class OpenSessionError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, more: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'OpenSessionError';
    this.code = code;
    this.hint = more.hint;
  }

  get exitCode(): number {
    return ERROR_EXIT[this.code];
  }
}

/** For a promise's `catch`: this value where it failed with that code. All else fails on. */
export const insteadOf =
  <Value>(code: ErrorCode, value: Value) =>
  (error: unknown): Value => {
    if (error instanceof OpenSessionError && error.code === code) return value;
    throw error;
  };

/** What was asked for is there and cannot be read: it is damaged, or a partial clone left some of it out. */
export const isUnreadable = (error: unknown): error is OpenSessionError =>
  error instanceof OpenSessionError && (error.code === 'artifact_corrupt' || error.code === 'artifact_incomplete');
