/** Threads that skim sessions beside the main one: this module starts them, and is what they run. */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { agents } from './agents/index.ts';
import { rememberingLists } from './engine/remembering-lists.ts';
import { skimTurns } from './engine/skim-sessions.ts';
import type { SkimmedPart, SkimWork } from './engine/skim-work.ts';
import { openLogReader } from './sources/log-reader.ts';
import { skimReader } from './sources/skim-reader.ts';

/** Beside the main thread; more would wait for the same disk. */
const MOST = 3;

/**
 * Starts as many threads on the work as there are processors beside this one's. What comes back resolves when all of them
 * ended; of one that failed nothing is there. `onRead` hears of the bytes that they read.
 */
export const startThreads = (work: SkimWork, onRead: (bytes: number) => void): (() => Promise<SkimmedPart>) => {
  const count = Math.min(MOST, availableParallelism() - 1);
  const threads = Array.from({ length: count }, () => startThread(work, onRead));
  return async () => (await Promise.all(threads)).flat();
};

interface Told {
  readonly part: SkimmedPart;
  readonly bytes: number;
}

/** Tells a thread of ours from others that load this module. */
interface Given {
  readonly opensession: 'skim';
  readonly work: SkimWork;
}

const startThread = (work: SkimWork, onRead: (bytes: number) => void): Promise<SkimmedPart> =>
  new Promise((resolve) => {
    const given: Given = { opensession: 'skim', work };
    const thread = newThread(given);
    if (thread === undefined) return resolve([]);
    let part: SkimmedPart = [];
    thread.on('message', (told: Told) => {
      part = told.part;
      onRead(told.bytes);
    });
    thread.on('error', () => {
      // its sessions are skimmed again by whoever asked
    });
    thread.on('exit', () => resolve(part));
  });

/** Undefined where the system gives no more threads. */
const newThread = (given: Given): Worker | undefined => {
  try {
    // what was given to this process (a profiler, a loader) is not meant for it
    return new Worker(new URL(import.meta.url), { workerData: given, execArgv: [], stderr: true });
  } catch {
    return undefined;
  }
};

const runThread = async ({ work }: Given): Promise<void> => {
  let bytes = 0;
  const onRead = (count: number): void => void (bytes += count);
  const logs = rememberingLists(openLogReader(onRead));
  const skim: Parameters<typeof skimTurns>[0]['skim'] = (rules, path) => skimReader(logs, { rules, path, onRead });
  const part = await skimTurns({ agents, logs, skim }, work, 'end');
  const told: Told = { part, bytes };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window: it has no origin
  parentPort?.postMessage(told);
};

const isGiven = (data: unknown): data is Given =>
  typeof data === 'object' && data !== null && 'opensession' in data && data.opensession === 'skim';

// no await at this level: the bundle is made of CommonJS files
if (!isMainThread && isGiven(workerData)) void runThread(workerData);
