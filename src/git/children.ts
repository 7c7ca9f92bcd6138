/** The git processes that run now. They end gently: a git that is killed outright leaves its locks behind. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** From SIGTERM, on which git removes its locks and temporary files, to SIGKILL. */
const GRACE_MS = 2000;
/**
 * What a git that ended leaves behind to come to its end by itself. The receiving git of a remote on this machine may be in
 * the middle of moving refs: of a signal between two of its calls a lock would stay there for ever. A transport that
 * hangs is ended then.
 */
const LAST_WORK_MS = 500;
const LOOK_MS = 20;

const living = new Set<ChildProcessWithoutNullStreams>();
let ending = false;

/** Whether this process was told to end: no git is started any more. */
export const isEnding = (): boolean => ending;

export const admit = (child: ChildProcessWithoutNullStreams): void => {
  living.add(child);
  child.once('close', () => living.delete(child));
  child.once('error', () => living.delete(child));
};

/**
 * None of our commands holds the user's index, so that SIGKILL is a last resort that harms nothing of theirs. Resolves when
 * it is gone, and what it started with it.
 */
export const endGently = async (child: ChildProcessWithoutNullStreams): Promise<void> => {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  const gone = isOver ? undefined : once(child, 'exit').catch(() => {}); // one that never began
  child.kill('SIGTERM');
  const timer = setTimeout(() => {
    if (!signalGroup(child.pid, 'SIGKILL')) child.kill('SIGKILL');
  }, GRACE_MS);
  await gone;
  clearTimeout(timer);
  // A transport that it started may outlive it and hold the pipes open: nobody reads them any more.
  child.stdout.destroy();
  child.stderr.destroy();
  if (await isGroupGone(child.pid, LAST_WORK_MS)) return;
  signalGroup(child.pid, 'SIGTERM');
  if (!(await isGroupGone(child.pid, GRACE_MS))) signalGroup(child.pid, 'SIGKILL');
};

const isGroupGone = async (leader: number | undefined, withinMs: number): Promise<boolean> => {
  for (const end = performance.now() + withinMs; signalGroup(leader, 0);) {
    if (performance.now() >= end) return false;
    await sleep(LOOK_MS);
  }
  return true;
};

/** What it started, where it leads a process group of its own. 0 only looks. @returns whether anybody is in it */
const signalGroup = (leader: number | undefined, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean => {
  try {
    return leader !== undefined && kill(-leader, signal);
  } catch {
    return false; // it leads none, or all ended; Windows has none
  }
};

/** Ends all, and starts none any more. Resolves when the last one is gone. */
export const endChildren = async (): Promise<void> => {
  ending = true;
  await Promise.all(
    [...living].map(async (child) => {
      const closed = once(child, 'close');
      await endGently(child);
      await closed;
    }),
  );
};
