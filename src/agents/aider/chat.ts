import { createRecent, type Recent } from '../reading/recent.ts';
import type { RecordEvents } from '../reading/record-events.ts';
import type { titleOf } from '../reading/title-of.ts';
import type { EditBlock } from './edit-blocks.ts';
import type { InputTimes } from './input-history.ts';

/** A file as Aider said that it changed it. */
export interface AppliedFile {
  readonly path: string;
  readonly created: boolean;
  readonly added: number | undefined;
  readonly removed: number | undefined;
}

/** What is known of a session while its entries are mapped, in order. */
export interface Chat {
  readonly times: InputTimes;
  cwd: string | undefined;
  /** Of the last prompt whose time is known, else the session's start. */
  at: string;
  model: string | undefined;
  version: string | undefined;
  edit_format: string | undefined;
  /** Of the first prompt, once there was one. */
  titled: ReturnType<typeof titleOf> | undefined;
  /** Edits in the model's last answer, until Aider says which files it changed. */
  blocks: readonly EditBlock[];
  /** The next answer begins anew, rather than going on with the last one. */
  answered: boolean;
  /** Files of which a person allowed that they be made. */
  readonly allowed: Set<string>;
  /** Files of which an edit in the last answer could not be done. */
  readonly failed: Set<string>;
  /** Files of an answer of which some edits were done and some were not. */
  readonly uncertain: Set<string>;
  /** What Aider wrote last: the subject of a question stands above it. */
  last_line: string;
  /** A `/test` whose end is not known yet. */
  test: string | undefined;
  /** Since the last commit. */
  applied: AppliedFile[];
  readonly commits: Recent<readonly AppliedFile[]>;
}

export const startChat = (at: string, more: Pick<Chat, 'times' | 'cwd'>): Chat => ({
  ...more,
  at,
  model: undefined,
  version: undefined,
  edit_format: undefined,
  titled: undefined,
  blocks: [],
  answered: true,
  allowed: new Set(),
  failed: new Set(),
  uncertain: new Set(),
  last_line: '',
  test: undefined,
  applied: [],
  commits: createRecent(1000),
});

/** One entry, while it is mapped. */
export interface Here {
  readonly chat: Chat;
  readonly record: RecordEvents;
  /** Bytes from the session's header. */
  readonly place: number;
}
