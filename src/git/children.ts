/** The git processes that run now. They end gently: a git that is killed outright leaves its locks behind. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { kill } from 'node:process';

/** From SIGTERM, on which git removes its locks and temporary files, to SIGKILL. */
const GRACE_MS = 2000;

const living = new Set<ChildProcessWithoutNullStreams>();
let ending = false;

/** Whether this process was told to end: no git is started any more. */
export const isEnding = (): boolean => ending;

export const admit = (child: ChildProcessWithoutNullStreams): void => {
  living.add(child);
  child.once('close', () => living.delete(child));
  child.once('error', () => living.delete(child));
};

/** None of our commands holds the user's index, so that SIGKILL is a last resort that harms nothing of theirs. */
export const endGently = (child: ChildProcessWithoutNullStreams): void => {
  signalAll(child, 'SIGTERM');
  const timer = setTimeout(() => signalAll(child, 'SIGKILL'), GRACE_MS);
  child.once('exit', () => {
    clearTimeout(timer);
    // A transport that it started may outlive it and hold the pipes open: nobody reads them any more.
    child.stdout.destroy();
    child.stderr.destroy();
  });
};

/** With what it started, where it leads a process group of its own. */
const signalAll = (child: ChildProcessWithoutNullStreams, signal: 'SIGTERM' | 'SIGKILL'): void => {
  try {
    if (child.pid !== undefined) kill(-child.pid, signal);
  } catch {
    child.kill(signal); // it leads none; Windows has none
  }
};

/** Ends all, and starts none any more. Resolves when the last one is gone. */
export const endChildren = async (): Promise<void> => {
  ending = true;
  await Promise.all(
    [...living].map(async (child) => {
      const closed = once(child, 'close');
      endGently(child);
      await closed;
    }),
  );
};
