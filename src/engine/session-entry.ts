import type { Unread } from './unread.ts';

/** What a listing shows of a session. Times as written in the log; null where the log does not say. */
export interface SessionEntry {
  readonly session_id: string;
  readonly agent: string;
  readonly path: string;
  readonly key: string | null;
  /** The log's own title, else a line of the first prompt. Raw text of the log. */
  readonly title: string | null;
  readonly cwd: string | null;
  readonly branch: string | null;
  readonly model: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly parent_session_id: string | null;
}

/** Null: it holds no event. A plain value, which threads give to each other. */
export type Skim = SessionEntry | Unread | null;

export const isEntry = (skim: Skim): skim is SessionEntry => skim !== null && !('code' in skim);
