import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { endGently } from './children.ts';
import type { GitOptions } from './git.ts';

export interface Ending {
  /** Why it was ended; null: it was not. */
  reason: string | null;
  settled(): void;
}

/** Such a git leads a process group, so that its ssh or git-remote-https ends with it. */
export const isBounded = ({ timeoutMs, signal }: GitOptions): boolean =>
  timeoutMs !== undefined || signal !== undefined;

export const endInTime = (child: ChildProcessWithoutNullStreams, { timeoutMs, signal }: GitOptions): Ending => {
  const end = (reason: string): void => {
    if (ending.reason !== null) return;
    ending.reason = reason;
    void endGently(child);
  };
  const aborted = (): void => end(String(signal?.reason));
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => end(`it took more than ${timeoutMs} ms`), timeoutMs);
  const ending: Ending = {
    reason: null,
    settled: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    },
  };
  if (signal?.aborted === true) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });
  return ending;
};
