import { type ChildProcess, spawn } from 'node:child_process';
import { kill } from 'node:process';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { EnclosedEnd } from './isolation.ts';

export interface BoundedRun {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: { readonly [name: string]: string };
  readonly limitMs: number;
  /** Ends what else was started; heard when it was, or is to be ended. */
  readonly endAll?: () => void;
}

export interface BoundedEnd extends Pick<EnclosedEnd, 'code' | 'ended' | 'output'> {
  /** What it wrote to descriptor 3. */
  readonly said: string;
  /** Why it could not be started; null: it was. */
  readonly failed: string | null;
}

/** Kept of what it says: the end, where failures are told. */
const KEPT = 16 * 1024;
/** More than this is no output of a check. */
const MOST = 64 * 1024 * 1024;
/** From its end to the last of its output, where others hold the pipes. */
const DRAIN_MS = 500;

/** What runs now, and how to end it. */
const living = new Map<ChildProcess, () => void>();
let isEnding = false;

/** Ends all that runs here, and starts nothing any more: whoever runs it is told to end. */
export const endBounded = (): void => {
  isEnding = true;
  for (const end of living.values()) end();
};

/** Runs a program in a process group of its own, bounded in time and output, with no input but what it is given. */
export const runBounded = async (run: BoundedRun): Promise<BoundedEnd> => {
  if (isEnding) return { code: null, ended: null, output: '', said: '', failed: 'it was told to end' };
  const [program = '', ...args] = run.argv;
  const { cwd, env } = run;
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  living.set(child, () => endAll(child, run));
  try {
    return await endOf(child, run);
  } finally {
    living.delete(child);
  }
};

const endOf = (child: ChildProcess, run: BoundedRun): Promise<BoundedEnd> =>
  new Promise((resolve) => {
    const all: BoundedEnd = { code: null, ended: null, output: '', said: '', failed: null };
    let ended: BoundedEnd['ended'] = null;
    const end = (why: BoundedEnd['ended']): void => {
      ended ??= why;
      endAll(child, run);
    };
    const limit = heardAfter(run.limitMs, () => {
      if (child.exitCode === null && child.signalCode === null) end('late');
    });
    const output = lastOf([child.stdout, child.stderr], () => end('output'));
    const said = lastOf([child.stdio[3] as Readable | null], () => end('output'));
    const finish = (end: Partial<BoundedEnd>): void => {
      clearTimeout(limit);
      for (const stream of child.stdio) stream?.destroy();
      resolve({ ...all, output: output(), said: said(), ended, ...end });
    };
    child.once('error', (error) => finish({ failed: error.message }));
    child.once('close', (code) => finish({ code: ended === null ? code : null }));
    child.once('exit', (code) => {
      // what it left behind may hold the pipes
      endAll(child, run);
      heardAfter(DRAIN_MS, () => finish({ code: ended === null ? code : null })).unref();
    });
  });

/** A timer may be due before what came in meanwhile was read, on a machine that is busy: first it is. */
const heardAfter = (ms: number, work: () => void): NodeJS.Timeout => setTimeout(() => setImmediate(work), ms);

const lastOf = (streams: readonly (Readable | null)[], tooMuch: () => void): (() => string) => {
  const chunks: Buffer[] = [];
  let [size, kept] = [0, 0];
  for (const stream of streams)
    stream?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      kept += chunk.length;
      chunks.push(chunk);
      while (kept - (chunks[0]?.length ?? 0) >= KEPT) kept -= chunks.shift()?.length ?? 0;
      if (size > MOST) tooMuch();
    });
  return () => {
    const text = Buffer.concat(chunks).subarray(-KEPT).toString('utf8');
    // half a line could be half a secret, which nobody would know for one
    const whole = size > KEPT ? text.slice(text.indexOf('\n') + 1) : text;
    // a colour that touches a word hides it from whoever looks for secrets
    return stripVTControlCharacters(whole);
  };
};

const endAll = (child: ChildProcess, run: BoundedRun): void => {
  endGroup(child);
  run.endAll?.();
};

const endGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) kill(-child.pid, 'SIGKILL');
  } catch {
    // it is gone, with all of its group
  }
};
