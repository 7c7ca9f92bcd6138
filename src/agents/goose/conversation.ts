import { createRecent, type Recent } from '../reading/recent.ts';
import type { RecordEvents } from '../reading/record-events.ts';
import type { ToolCall } from './tool-call.ts';

/** What is known of a session while its messages are mapped, in order. */
export interface Conversation {
  /** Set for a sub-agent's session: its id. */
  readonly lane: string | undefined;
  readonly cwd: string | undefined;
  /** True where the session's sub-agents have sessions of their own: their lanes are made of those. */
  readonly has_children: boolean;
  /** Calls by their ids, for their results. */
  readonly calls: Recent<ToolCall>;
  /** Of the last message that had one. */
  at: string;
  model: string | undefined;
  provider: string | undefined;
  title: string | undefined;
  /** Messages that the model does not see any more, since the last summary. */
  hidden: number;
  /** The last prompt, while nothing was answered to it: a compaction writes it again. */
  unanswered: string | undefined;
  /** What was said last, when the agent said it. */
  answer: string | undefined;
}

export const startConversation = (
  more: Pick<Conversation, 'lane' | 'cwd' | 'has_children' | 'at' | 'model' | 'provider'>,
): Conversation => ({
  ...more,
  calls: createRecent(32_768),
  title: undefined,
  hidden: 0,
  unanswered: undefined,
  answer: undefined,
});

/** One message, while its contents are mapped. */
export interface Here {
  readonly talk: Conversation;
  readonly record: RecordEvents;
  /** Id of the message, for calls that have none. */
  readonly message: string;
}
