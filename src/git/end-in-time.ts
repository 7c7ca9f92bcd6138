import type { ChildProcess } from 'node:child_process';
import { kill } from 'node:process';
import type { GitOptions } from './git.ts';

/** After SIGTERM, until it is killed. */
const GRACE_MS = 2000;
/** After that, until nobody waits for its pipes any more: a daemon that it started may hold them. */
const PIPES_MS = 500;

export interface Ending {
  /** Why it was ended; null: it was not. */
  reason: string | null;
  settled(): void;
}

/** Such a git leads a process group, so that its ssh or git-remote-https ends with it. */
export const isBounded = ({ timeoutMs, signal }: GitOptions): boolean =>
  timeoutMs !== undefined || signal !== undefined;

/** SIGTERM first: git then removes its lock and temporary files. */
export const endInTime = (child: ChildProcess, options: GitOptions): Ending => {
  const timers = new Set<NodeJS.Timeout>();
  const after = (ms: number, what: () => void): void => void timers.add(setTimeout(what, ms));
  const end = (reason: string): void => {
    if (ending.reason !== null) return;
    ending.reason = reason;
    signalGroup(child, 'SIGTERM');
    after(GRACE_MS, () => {
      signalGroup(child, 'SIGKILL');
      after(PIPES_MS, () => {
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
      });
    });
  };
  const aborted = (): void => end(String(options.signal?.reason));
  const ending: Ending = {
    reason: null,
    settled: () => {
      for (const timer of timers) clearTimeout(timer);
      options.signal?.removeEventListener('abort', aborted);
    },
  };
  const { timeoutMs, signal } = options;
  if (timeoutMs !== undefined) after(timeoutMs, () => end(`it took more than ${timeoutMs} ms`));
  if (signal?.aborted === true) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });
  return ending;
};

const signalGroup = (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void => {
  if (child.pid === undefined) return;
  try {
    // Windows has no groups: kill() of a negative id fails there.
    kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};
