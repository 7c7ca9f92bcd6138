import { OpenSessionError } from '../../domain/errors.ts';
import type { PushAnswer, PushedRef } from '../../git/transfer/push-refs.ts';
import type { Left } from './exchange-place.ts';

const FIRST_CHUNK = 256;
const LARGEST_CHUNK = 1024;
/** A chunk that took less is followed by one twice as large, one that took more by one half as large. */
const QUICK_MS = 2000;
const SLOW_MS = 8000;
/** Connections that broke off while a chunk was sent, until it is given up. */
const MOST_BREAKS = 3;
/** Pushes in a row of which nothing was taken, until the remote is said to take nothing: finds one bad ref among 1024. */
const MOST_FRUITLESS = 12;

export interface Sent {
  /** Refs that got no answer are missing. */
  readonly answers: ReadonlyMap<string, PushAnswer>;
  /** Why it ended before all was answered. */
  readonly problem: OpenSessionError | null;
}

/**
 * Pushes refs in chunks that adapt. When the remote takes nothing of a chunk (a hook refused the whole, a broken object),
 * its halves are tried, until the bad one stands alone.
 */
export const sendInChunks = async (
  refs: readonly PushedRef[],
  push: (refs: readonly PushedRef[]) => Promise<readonly PushAnswer[]>,
  how: { readonly left: Left; readonly onSent: (answers: readonly PushAnswer[]) => Promise<void> },
): Promise<Sent> => {
  const answers = new Map<string, PushAnswer>();
  const todo: (readonly PushedRef[])[] = refs.length === 0 ? [] : [refs];
  const state = { size: FIRST_CHUNK, breaks: 0, fruitless: 0 };
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (how.left() <= 0) return { answers, problem: outOfTime() };
    if (next.length > state.size) todo.push(next.slice(state.size));
    const chunk = next.slice(0, state.size);
    const began = performance.now();
    const result = await attempt(chunk, push);
    if (result instanceof OpenSessionError) {
      if (result.code !== 'remote_broke_off' || ++state.breaks > MOST_BREAKS) return { answers, problem: result };
      state.size = Math.max(1, Math.ceil(chunk.length / 2));
      todo.push(chunk);
      continue;
    }
    state.size = adapted(state.size, performance.now() - began);
    const isFruitless = result.every(({ is }) => is === 'rejected');
    state.fruitless = isFruitless ? state.fruitless + 1 : 0;
    const goesOn = state.fruitless < MOST_FRUITLESS;
    if (isFruitless && chunk.length > 1 && goesOn) {
      todo.push(chunk.slice(Math.ceil(chunk.length / 2)), chunk.slice(0, Math.ceil(chunk.length / 2)));
      continue;
    }
    for (const answer of result) answers.set(answer.ref, answer);
    await how.onSent(result);
    if (!goesOn) return { answers, problem: takesNothing(result[0]) };
  }
  return { answers, problem: null };
};

/** What git itself cannot send (a broken object) is rejected like what the remote does not take. */
const attempt = async (
  chunk: readonly PushedRef[],
  push: (refs: readonly PushedRef[]) => Promise<readonly PushAnswer[]>,
): Promise<readonly PushAnswer[] | OpenSessionError> => {
  try {
    return await push(chunk);
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    if (error.code !== 'git_failed') return error;
    return chunk.map(({ ref }) => ({ ref, is: 'rejected', reason: error.message }));
  }
};

const adapted = (size: number, took: number): number => {
  if (took < QUICK_MS) return Math.min(LARGEST_CHUNK, size * 2);
  return took > SLOW_MS ? Math.max(1, Math.floor(size / 2)) : size;
};

export const outOfTime = (): OpenSessionError =>
  new OpenSessionError('timed_out', 'the time for the push is over', {
    hint: 'what was not sent stays in the queue: run it again, or give it more with --timeout SECONDS',
  });

const takesNothing = (answer: PushAnswer | undefined): OpenSessionError =>
  new OpenSessionError(
    'remote_rejected',
    `the remote takes none of them: ${answer?.is === 'rejected' ? answer.reason : 'it gives no reason'}`,
    { hint: 'see whether a rule or a hook of the remote refuses refs below refs/opensession/' },
  );
