/**
 * What the folds take from one session, before anything is cut or worded. `Text` is string as read from the log, and
 * RedactedText after the redactor: the order is fold → redact → compose (which cuts), never another.
 */
import type { Coverage } from '../domain/coverage.ts';
import type { ExitSource, PlanItem } from '../domain/event-attributes.ts';
import type { CheckKind, CheckStatus, HandoffStats, Tokens } from '../domain/handoff.ts';
import type { Origin } from '../domain/session.ts';
import type { Swept } from '../domain/swept.ts';

/** Where in the log something was seen. */
export interface Seen {
  readonly event_id: string;
  readonly at: string;
  readonly source_type: string;
  readonly origin: Origin | null;
  /** Place in the session's order of events, from 0. */
  readonly index: number;
}

export interface Prompt<Text extends string = string> {
  readonly text: Text;
  readonly seen: Seen;
}

/** A bounded list: the first and the last of all, and how many were left out between them. */
export interface Condensed<T> {
  readonly items: readonly T[];
  readonly left_out: number;
}

export interface FileFact<Text extends string = string> {
  /** As folded: relative to the repository root when inside it (`/` separators), else absolute. */
  readonly path: Text;
  readonly action: 'created' | 'edited' | 'deleted' | 'renamed';
  /** The log does not say whether a written file was there before: the base tree settles it. */
  readonly unsettled: boolean;
  readonly from?: Text;
  readonly inside: boolean;
  readonly lines_added: number | null;
  readonly lines_removed: number | null;
  readonly by: readonly ('edit-tool' | 'shell')[];
  readonly first: Seen;
  readonly last: Seen;
  /** Of a deleted file: the session itself wrote it before. */
  readonly written?: true;
  /** Of an edit or a rename: the session changed nothing that it holds. */
  readonly as_it_was?: true;
  /** The session made it a link. */
  readonly is_link?: true;
  /** The change may have been thrown away by git, or taken back by an edit, after it was made: the working tree tells. */
  readonly undone?: true;
  /** The file's full last text, where the log holds it and it is no longer than 1 MiB. Never leaves the engine. */
  readonly full_text?: Text;
}

/** Files in the repository that the session took away, moved or copied without a name for each: the trees tell which. */
export interface Sweep<Text extends string = string> extends Swept<Text> {
  readonly last: Seen;
  /** Until when the session may have written into what it meant without naming it, RFC 3339; absent: nobody knows. */
  readonly until?: string;
}

/** One change in time, for freshness: scratch files and files that were changed back count too. */
export interface ChangeFact<Text extends string = string> {
  /** Of a change `by` something: the directory (or file) at or below which it lies. */
  readonly path: Text;
  /** The program that may have changed files there whose names its line does not hold. */
  readonly by?: Text;
  /** The line names all that it may have changed there, and the session had changed each of them before. */
  readonly listed?: true;
  /** It has the name of a build's output: it counts where the repository held it when the session began. */
  readonly output?: true;
  /** It may have thrown away what no commit holds. */
  readonly undoes?: true;
  /** By an editing tool of which the log does not say whether it did anything. */
  readonly unconfirmed?: true;
  readonly inside: boolean;
  readonly seen: Seen;
  /** Of a change by a shell command: which command of its line, from 0. */
  readonly place?: number;
}

export interface RunFact<Text extends string = string> {
  readonly check_id: Text;
  readonly kind: CheckKind;
  readonly tool: Text;
  readonly command: Text;
  readonly cwd: Text;
  readonly scope: readonly Text[];
  readonly status: CheckStatus;
  readonly exit_code: number | null;
  readonly exit_source: ExitSource | 'summary-line' | null;
  readonly doubts: readonly {
    readonly kind: 'masked' | 'void' | 'narrowed' | 'background' | 'no-exit' | 'no-effect';
    readonly detail: Text;
  }[];
  readonly duration_ms: number | null;
  /** Which command of its line it is, from 0. */
  readonly place?: number;
  /** It ran on what is surely another tree than the repository's own, and why that is told; `tree`: a worktree or clone of the session's. */
  readonly elsewhere?: { readonly detail: Text; readonly tree?: Text };
  /** Checks of other names that its script runs (`npm test` → vitest): a pass of this one settles them too. */
  readonly covers?: readonly { readonly tool: Text; readonly cwd: Text; readonly scope: readonly Text[] }[];
  readonly seen: Seen;
}

export interface PackageFact<Text extends string = string> {
  readonly id: string;
  readonly origin: 'plan' | 'prompt' | 'subagent';
  readonly title: Text;
  readonly status: 'pending' | 'in_progress' | 'completed' | 'cancelled' | 'blocked' | 'unknown';
  readonly first: Seen | null;
  readonly completed: Seen | null;
  readonly outcome?: Text;
  /** From the plan where it says so; shared files are added when the handoff is composed. */
  readonly depends_on: readonly string[];
  readonly files: readonly Text[];
  readonly commands: readonly Text[];
}

export interface SessionFacts<Text extends string = string> {
  readonly session_id: string;
  readonly tool: string;
  readonly tool_version: string | null;
  readonly model: Text;
  readonly title: Text | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly objective: Prompt<Text> | null;
  readonly objective_history: Condensed<Prompt<Text>>;
  readonly user_messages: Condensed<Text>;
  readonly conversations: Condensed<{ readonly user: Text; readonly agent: Text }>;
  readonly open_questions: readonly Prompt<Text>[];
  readonly offers: readonly Prompt<Text>[];
  /** What the last message names as next. */
  readonly next: readonly Prompt<Text>[];
  readonly aborted: readonly Prompt<Text>[];
  readonly stats: HandoffStats;
  readonly tokens: Tokens;
  /** Messages whose output is counted from below only: `tokens.output` is a lower bound. */
  readonly unended_messages: number;
  readonly files: readonly FileFact<Text>[];
  /** Absent for none. */
  readonly sweeps?: readonly Sweep<Text>[];
  /** Time of the last event that may have changed files which it does not name, empty if nobody knows; absent: no event. */
  readonly untold_at?: string;
  readonly changes: readonly ChangeFact<Text>[];
  readonly reads: readonly Text[];
  readonly runs: readonly RunFact<Text>[];
  readonly packages: readonly PackageFact<Text>[];
  /** Prompts and sub-agents beyond what is kept as packages; absent for none. */
  readonly packages_left_out?: number;
  /** Distinct commands in order. */
  readonly commands: Condensed<Text>;
  /** Command lines that could not be read; absent for none. */
  readonly unread_lines?: number;
  /** Commits that the session made, by their shell events. */
  readonly commits: readonly { readonly id: string | null; readonly amends?: true; readonly seen: Seen }[];
  /** Commands that may have made a commit; absent for none. */
  readonly untold_commits?: number;
  readonly plan: readonly PlanItem[];
  readonly coverage: Coverage;
}

/** What the folds must know of the place where the session ran. All of it are arguments: the folds stay pure. */
export interface SessionPlace {
  /** Absolute root of the repository that the session worked in, `/` separators; null: unknown. */
  readonly root: string | null;
  /** No repository was found: the root is only the directory in which the session began. */
  readonly guessed?: true;
  /** The same directory as the session's own one names it, through a link. */
  readonly root_by_link?: string;
  /** Absolute working directory at the start; null: unknown. */
  readonly cwd: string | null;
  /** Absolute home of the user who ran it, for `~`; null: unknown. */
  readonly home: string | null;
  /** Text of a script by its runner, directory (relative to root) and name: package.json, Makefile, justfile … */
  readonly script: (runner: string, dir: string, name: string) => string | undefined;
}
