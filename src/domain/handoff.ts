/**
 * The contract: what was asked, done, proved and is open in one session. Key names of the older tool's v2 summary are
 * kept (see CONTRIBUTING, "Formats"); everything else is additive. Each text from a log is a RedactedText.
 */
import type { Coverage } from './coverage.ts';
import type { ExitSource } from './event-attributes.ts';
import type { Finding } from './finding.ts';

declare const redacted: unique symbol;
/** A text that went through the redactor. Only src/redact makes one. */
export type RedactedText = string & { readonly [redacted]: true };

export const HANDOFF_SCHEMA = 'opensession-handoff-2.1';

export interface Handoff {
  readonly schema: typeof HANDOFF_SCHEMA;
  readonly producer: { readonly name: 'opensession'; readonly version: string };
  readonly session_id: string;
  readonly tool: string;
  readonly tool_version: string | null;
  readonly model: string;
  /** RFC 3339 UTC, from the log; null when the log has no times. */
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly duration_seconds: number;
  readonly objective: RedactedText | null;
  readonly objective_undefined_reason: string | null;
  /** All other prompts, in order, bounded: those after the objective, and such as were broken off before it. */
  readonly objective_history: readonly {
    readonly text: RedactedText;
    readonly event_id: string;
    readonly at: string;
  }[];
  readonly stats: HandoffStats;
  readonly tokens: Tokens;
  readonly files_modified: readonly FileChange[];
  readonly files_read: readonly RedactedText[];
  readonly key_conversations: readonly { readonly user: RedactedText; readonly agent: RedactedText }[];
  readonly user_messages: readonly RedactedText[];
  readonly execution_contract: ExecutionContract;
  readonly uncertainty: Uncertainty;
  readonly verification: Verification;
  readonly evidence: readonly Evidence[];
  readonly work_packages: readonly WorkPackage[];
  readonly undefined_fields: readonly { readonly path: string; readonly undefined_reason: string }[];
  readonly repository: Repository | null;
  readonly repository_undefined_reason: string | null;
  readonly coverage: Coverage;
  readonly redaction: Redaction;
  /** What was left out to stay within the limits: items, or characters for texts, by field. */
  readonly truncated: { readonly [field: string]: number };
  /** Only with --validate or --strict. */
  readonly validation?: ValidationReport;
}

export interface HandoffStats {
  readonly event_count: number;
  readonly message_count: number;
  readonly tool_call_count: number;
  readonly total_input_tokens: number;
  readonly total_output_tokens: number;
}

/** Counted once per message and request; null where the log holds none. `input` is without cache reads. */
export interface Tokens {
  readonly input: number | null;
  readonly output: number | null;
  readonly cache_read: number | null;
  readonly cache_write: number | null;
}

export type FileAction = 'created' | 'edited' | 'deleted' | 'renamed';

/** The net effect of the session on one path. */
export interface FileChange {
  /** Relative to the repository's root with `/`; outside it, absolute (home shortened to `~`). */
  readonly path: RedactedText;
  readonly action: FileAction;
  readonly scope: 'repository' | 'outside' | 'ignored';
  /** Of a renamed file: the path before. */
  readonly from?: RedactedText;
  /** null: the log does not hold them. */
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
  /** By which kind of event. */
  readonly by: readonly ('edit-tool' | 'shell')[];
  /** Ids of the first and the last event that changed it. */
  readonly events: readonly string[];
  /** Blob id of the file's last full text in the log, if it holds one and no redaction rule fires in it. */
  readonly log_blob?: string;
}

export type CheckKind = 'test' | 'lint' | 'typecheck' | 'build' | 'format';
export type CheckStatus = 'passed' | 'failed' | 'unknown';

/** What a check is, whoever spells it how: runs with equal `id` are runs of one check. */
export interface CheckIdentity {
  /** `tool subcommand @cwd [scope] +[stricter]`, readable and stable. */
  readonly id: string;
  readonly kind: CheckKind;
  readonly tool: string;
  /** Relative to the repository's root, `.` for the root. */
  readonly cwd: string;
  /** Empty: the whole; else the sorted narrowing arguments, and behind a `+` what it asks for beyond the plain check. */
  readonly scope: readonly string[];
}

export interface CheckRun {
  readonly command: RedactedText;
  readonly status: CheckStatus;
  readonly exit_code: number | null;
  readonly event_id: string;
  readonly at: string;
  readonly check_id: RedactedText;
  readonly kind: CheckKind;
  readonly cwd: RedactedText;
  readonly exit_source: ExitSource | 'summary-line' | null;
  /** Why the status says less than the exit status seems to; empty when nothing is wrong. */
  readonly doubts: readonly CheckDoubt[];
  readonly freshness: Freshness;
  readonly duration_ms: number | null;
}

/** `masked`: the exit status cannot speak for this command; `void`: it ran nothing; `narrowed`: only a part of the check; `background`, `no-exit`: no status. */
export interface CheckDoubt {
  readonly kind: 'masked' | 'void' | 'narrowed' | 'background' | 'no-exit' | 'no-effect';
  readonly detail: RedactedText;
}

export type Freshness =
  | { readonly state: 'fresh' }
  | { readonly state: 'stale'; readonly changed: RedactedText; readonly event_id: string };

/** One check over all its runs: the last run decides. */
export interface Check {
  readonly id: RedactedText;
  readonly kind: CheckKind;
  readonly command: RedactedText;
  readonly final: CheckStatus;
  readonly stale: boolean;
  readonly masked: boolean;
  /** Statuses in order. */
  readonly runs: readonly CheckStatus[];
  readonly last_event_id: string;
}

export interface Verification {
  readonly checks_run: readonly CheckRun[];
  /** Commands (redacted), deduplicated, as in the older shape. */
  readonly checks_passed: readonly RedactedText[];
  readonly checks_failed: readonly RedactedText[];
  readonly required_checks_missing: readonly RedactedText[];
  readonly checks: readonly Check[];
  /** Ids of checks whose last run failed. */
  readonly unresolved: readonly RedactedText[];
}

export interface Uncertainty {
  readonly assumptions: readonly RedactedText[];
  readonly open_questions: readonly RedactedText[];
  readonly decision_required: readonly RedactedText[];
  /** Closing courtesies of the agent ("Would you like me to …?"): no question that anything waits for. */
  readonly offers: readonly RedactedText[];
}

export interface Evidence {
  readonly id: string;
  readonly claim: RedactedText;
  readonly event_id: string;
  readonly timestamp: string;
  readonly source_type: string;
  /** stated: somebody said so; observed: an event of the log shows it. */
  readonly basis: 'stated' | 'observed';
  /** Which of `sources` of the artifact, and the byte at which the record begins; null when the log has no offsets. */
  readonly origin: { readonly source: number; readonly offset: number } | null;
}

export type WorkStatus = 'pending' | 'in_progress' | 'completed' | 'cancelled' | 'blocked' | 'unknown';

/** What a package and the step that does it have in common. */
interface Planned {
  readonly title: RedactedText;
  readonly status: WorkStatus;
  readonly sequence: number;
  readonly started_at?: string;
  readonly completed_at?: string;
  readonly depends_on: readonly string[];
  readonly evidence_refs: readonly string[];
}

export interface WorkPackage extends Planned {
  readonly id: string;
  /** From the agent's own plan, a prompt of a person, or a sub-agent. */
  readonly origin: 'plan' | 'prompt' | 'subagent';
  readonly outcome?: RedactedText;
  readonly files: readonly RedactedText[];
  readonly commands: readonly RedactedText[];
}

export interface OrderedStep extends Planned {
  readonly work_package_id: string;
}

export interface ExecutionContract {
  readonly done_definition: readonly RedactedText[];
  readonly next_actions: readonly RedactedText[];
  readonly parallel_actions: readonly RedactedText[];
  readonly ordered_steps: readonly OrderedStep[];
  readonly ordered_commands: readonly RedactedText[];
  readonly rollback_hint: RedactedText | null;
  readonly rollback_hint_missing_reason?: string;
  readonly rollback_hint_undefined_reason?: string;
}

/** Facts of the repository at the time of building; nothing else in a handoff depends on the machine. */
export interface Repository {
  readonly remote: RedactedText | null;
  readonly branch: RedactedText | null;
  /** Of the session within the repository, `.` for its root. */
  readonly cwd: RedactedText;
  readonly object_format: 'sha1' | 'sha256';
  /** Head at the session's start; null when it cannot be told. */
  readonly base_commit: string | null;
  readonly base_commit_source: 'log' | 'history' | null;
  readonly head_commit: string | null;
  readonly dirty: boolean;
  readonly commits: readonly {
    readonly id: string;
    readonly subject: RedactedText;
    readonly linked_by: 'hook' | 'shell-event';
  }[];
  readonly claimed: readonly ClaimedPath[];
  /** HEAD's tree with the claimed paths laid over it; null with the reason when it cannot be made. */
  readonly claimed_tree: string | null;
  readonly claimed_tree_undefined_reason: string | null;
  /** Dirty paths that no event of the session claims. */
  readonly other_dirty: readonly RedactedText[];
}

export interface ClaimedPath {
  readonly path: RedactedText;
  /** null: deleted, or unknown with the reason. */
  readonly blob: string | null;
  readonly mode: string | null;
  readonly unknown_reason?: string;
  /** `git patch-id --stable` of the path's own diff against HEAD, or null. */
  readonly patch_id: string | null;
}

export interface Redaction {
  readonly version: string;
  /** Rule id → number of places, values never. */
  readonly rules: { readonly [rule: string]: number };
}

/** Of report.json: a list of these, one for each handoff. */
export const REPORT_SCHEMA = 'opensession-report-1';

export interface ValidationReport {
  readonly session_id: string;
  /** No error among the findings. */
  readonly passed: boolean;
  readonly findings: readonly Finding[];
}

/** Several sessions seen as one; beside the per-session array. */
export interface MergedHandoff {
  readonly schema: 'opensession-merged-2.1';
  readonly session_ids: readonly string[];
  readonly total_duration_seconds: number;
  readonly files_modified: readonly (FileChange & { readonly sessions: readonly string[] })[];
  readonly files_read: readonly RedactedText[];
  readonly checks: readonly (Check & { readonly session_id: string })[];
  readonly work_packages: readonly (WorkPackage & { readonly session_id: string })[];
  readonly open_questions: readonly { readonly session_id: string; readonly text: RedactedText }[];
  readonly conflicts: readonly {
    readonly path: RedactedText;
    readonly sessions: readonly string[];
    readonly actions: readonly FileAction[];
  }[];
}
