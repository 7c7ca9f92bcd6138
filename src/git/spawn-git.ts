import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { OpenSessionError } from '../domain/errors.ts';
import { admit, endGently, isEnding } from './children.ts';
import { endInTime, isBounded } from './end-in-time.ts';
import type { GitOptions } from './git.ts';
import { stripAddresses } from './strip-credentials.ts';

export const DEFAULT_LIMIT = 256 * 1024 * 1024;
/** Enough to see what is wrong; a hostile repository may make git warn without end. */
export const STDERR_LIMIT = 64 * 1024;

export interface Finished {
  readonly code: number;
  /** Name of the signal that ended it, else null. */
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git to its end. @throws git_missing, not_a_repository (no such directory), git_failed (too much output),
 * timed_out, interrupted
 */
export const spawnGit = (args: readonly string[], options: GitOptions): Promise<Finished> =>
  new Promise((resolve, reject) => {
    // where git does not start nobody waits for it
    if (options.stdin instanceof Promise) options.stdin.catch(() => {});
    if (isEnding()) throw interrupted(args);
    const child = startGit(args, options);
    admit(child);
    const limit = options.limit ?? DEFAULT_LIMIT;
    const overflow = once(() => void endGently(child));
    const stdout = collect(child.stdout, { limit, onOverflow: overflow, onChunk: options.onOutput });
    const stderr = collect(child.stderr, { limit: STDERR_LIMIT });
    const ending = endInTime(child, options);
    const input = feed(child, options.stdin);
    child.once('error', (error) => {
      ending.settled();
      reject(startError(error, options.cwd));
    });
    child.once('close', (code, signal) => {
      ending.settled();
      if (input.lost !== null) reject(input.lost.reason);
      else if (stdout.size > limit) reject(tooMuch(args, limit));
      else if (ending.reason !== null) reject(timedOut(args, ending.reason, stderr.bytes().toString('utf8')));
      else if (isEnding() && signal !== null) reject(interrupted(args));
      else resolve({ code: code ?? 128, signal, stdout: stdout.bytes(), stderr: stderr.bytes().toString('utf8') });
    });
  });

const once = (act: () => void): (() => void) => {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
};

/** What is wrong with the directory (a file, a loop of links, a NUL in its name) may be thrown here or told as an event. */
export const startGit = (args: readonly string[], options: GitOptions): ChildProcessWithoutNullStreams => {
  const { cwd, env } = options;
  try {
    return spawn('git', args, { cwd, env: { ...env }, windowsHide: true, detached: isBounded(options) });
  } catch (error) {
    throw startError(error, cwd);
  }
};

interface Collected {
  /** Bytes that came, also those past the limit that were not kept. */
  size: number;
  bytes(): Buffer;
}

export const collect = (
  stream: NodeJS.ReadableStream,
  how: {
    readonly limit: number;
    readonly onOverflow?: () => void;
    readonly onChunk?: GitOptions['onOutput'] | undefined;
  },
): Collected => {
  const chunks: Buffer[] = [];
  const onChunk = how.onChunk ?? ((chunk: Buffer) => void chunks.push(chunk));
  const collected = { size: 0, bytes: () => Buffer.concat(chunks) };
  stream.on('data', (chunk: Buffer) => {
    collected.size += chunk.length;
    if (collected.size <= how.limit) onChunk(chunk);
    else how.onOverflow?.();
  });
  return collected;
};

interface Input {
  /** Why it never came. */
  lost: { readonly reason: unknown } | null;
}

const feed = (child: ChildProcessWithoutNullStreams, given: GitOptions['stdin']): Input => {
  const input: Input = { lost: null };
  // A git that ends before it read everything (it found an error) says why on stderr; EPIPE here says nothing more.
  child.stdin.on('error', () => {});
  // Without any, not with an empty text: that would be written, to a git that may have ended.
  if (!(given instanceof Promise)) child.stdin.end(given);
  else
    given.then(
      (text) => child.stdin.end(text),
      (reason: unknown) => {
        input.lost = { reason };
        void endGently(child);
      },
    );
  return input;
};

export const startError = (error: unknown, cwd: string): OpenSessionError =>
  isDirectory(cwd)
    ? new OpenSessionError('git_missing', `git could not be started: ${error instanceof Error ? error.message : ''}`, {
        hint: 'install git 2.36 or later and see that it is in PATH: git --version',
        cause: error,
      })
    : new OpenSessionError('not_a_repository', `expected a directory, found none at ${cwd.slice(0, MAX_PATH)}`, {
        cause: error,
      });

/** Of a path in a message: one out of a log may be as long as it likes. */
const MAX_PATH = 1000;

const isDirectory = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // not there, a NUL in it, too long, a loop of links
  }
};

export const tooMuch = (args: readonly string[], limit: number): OpenSessionError =>
  new OpenSessionError('git_failed', `git answered with more than ${limit} bytes to ${commandOf(args)}`);

const timedOut = (args: readonly string[], reason: string, stderr: string): OpenSessionError =>
  new OpenSessionError('timed_out', `${commandOf(args)} was ended: ${reason}`, {
    cause: new Error(`it had said: ${stripAddresses(stderr)}`),
  });

export const interrupted = (args: readonly string[]): OpenSessionError =>
  new OpenSessionError('interrupted', `${commandOf(args)} was ended with this process`);

/** The subcommand in an argv with global options before it. */
export const commandOf = (args: readonly string[]): string => {
  let index = 0;
  while (args[index]?.startsWith('-') === true) index += args[index] === '-c' ? 2 : 1;
  return `git ${args[index] ?? ''}`.trim();
};
