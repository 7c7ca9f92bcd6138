import type { Recent } from '../reading/recent.ts';
import type { RecordEvents } from '../reading/record-events.ts';
import type { Thread } from './thread.ts';

/** What is known of a thread while its messages are mapped, in order. */
export interface Conversation {
  readonly thread: Thread;
  /** Names of tools by the ids of their calls. */
  readonly calls: Recent<string>;
  /** Of the last message that had one. */
  at: string;
  /** Number of the last assistant's message: its tools' results come next. */
  asked: number | undefined;
  model: string | undefined;
  provider: string | undefined;
  prompt: string | undefined;
}

/** One message, while its blocks are mapped. */
export interface Here {
  readonly talk: Conversation;
  readonly record: RecordEvents;
  /** Place of the message in the thread, from 1. */
  readonly place: number;
}
