import type { Origin } from '../../domain/session.ts';
import { textKey } from '../../domain/text-key.ts';

/**
 * Prompts that a person typed while the agent worked. They are logged when they are put into the queue
 * (`queue-operation` enqueue, with the text), and mostly a second time when the agent gets them: after `dequeue` as a
 * user record, after `remove` as a `queued_command` attachment (2.1.10x and later) or not at all (2.1.3x). Several may
 * arrive joined in one record. The first prompt of a run with `-p` goes through the queue too.
 */
export interface PromptQueue {
  /** false: too much waits already, and this is forgotten. */
  enqueue(entry: Queued): boolean;
  dequeue(): void;
  /** The agent takes the oldest one in the middle of a turn: what has to be emitted now. */
  remove(): Queued | undefined;
  /** The person took all of them back. */
  clear(): void;
  /** A record with this text came. true: it was emitted already, from the queue. */
  arrived(text: string, by: 'user' | 'attachment'): boolean;
  /** From here on the same text in a user record is another prompt. */
  agentSpoke(): void;
  /** What never arrived anywhere. */
  rest(): readonly Queued[];
}

export interface Queued {
  readonly text: string;
  /** false: a notification of the agent's own. */
  readonly isPrompt: boolean;
  readonly id: string;
  readonly time: string;
  readonly origin: Origin;
}

const MAX_QUEUED = 1000;
/** Characters of all of them; one alone may be longer. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

export const createPromptQueue = (): PromptQueue => {
  let entries: { readonly queued: Queued; dequeued: boolean }[] = [];
  let released: { readonly key: string; agentSpoke: boolean }[] = [];
  const wasReleased = (text: string, by: 'user' | 'attachment'): boolean => {
    const key = released.length === 0 ? '' : textKey(text);
    const index = released.findIndex((one) => one.key === key && (by === 'attachment' || !one.agentSpoke));
    if (index !== -1) released.splice(index, 1);
    return index !== -1;
  };
  return {
    enqueue: (queued) => {
      const all = charactersOf(entries) + queued.text.length;
      const hasRoom = entries.length === 0 || (entries.length < MAX_QUEUED && all <= MAX_CHARACTERS);
      if (hasRoom) entries.push({ queued, dequeued: false });
      return hasRoom;
    },
    dequeue: () => {
      const oldest = entries.find((entry) => !entry.dequeued);
      if (oldest !== undefined) oldest.dequeued = true;
    },
    remove: () => {
      const index = entries.findIndex((entry) => !entry.dequeued);
      const queued = index === -1 ? undefined : entries.splice(index, 1)[0]?.queued;
      if (queued?.isPrompt !== true) return undefined;
      released = [...released.slice(-MAX_QUEUED), { key: textKey(queued.text), agentSpoke: false }];
      return queued;
    },
    clear: () => {
      entries = entries.filter((entry) => entry.dequeued);
    },
    arrived: (text, by) => {
      if (entries.length === 0 && released.length === 0) return false;
      const wanted = text.trim();
      if (wasReleased(wanted, by)) return true;
      const before = entries.length;
      entries = entries.filter(
        ({ queued, dequeued }) => queued.text !== wanted && !(dequeued && wanted.includes(queued.text)),
      );
      // a prompt may be rewritten on its way (pasted text is put in): the oldest that was dequeued is this one
      const oldest = entries.findIndex((entry) => entry.dequeued && entry.queued.isPrompt);
      if (entries.length === before && oldest !== -1 && by === 'user') entries.splice(oldest, 1);
      return false;
    },
    agentSpoke: () => {
      for (const one of released) one.agentSpoke = true;
    },
    rest: () => entries.flatMap(({ queued }) => (queued.isPrompt ? [queued] : [])),
  };
};

const charactersOf = (entries: readonly { readonly queued: Queued }[]): number =>
  entries.reduce((sum, { queued }) => sum + queued.text.length, 0);
