import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Transfer } from './open-transfer.ts';
import { toRemoteError } from './remote-error.ts';

/** How often the size of what comes in is looked at. */
const LOOK_MS = 200;

export interface FetchLimits {
  readonly cwd: string;
  readonly timeoutMs: number;
  /** Most bytes that may come in. */
  readonly maxBytes: number;
}

/**
 * Fetches exact refs into the repository of the transfer, under their own names, and returns what each is there. git checks
 * each object (fsck); one that fails makes all fail. No tag, no FETCH_HEAD, no other ref.
 * @throws remote_unreachable, remote_denied, timed_out (also for too many bytes), git_failed
 */
export const fetchRefs = async (
  { git, dir, address }: Transfer,
  refs: readonly string[],
  { cwd, timeoutMs, maxBytes }: FetchLimits,
): Promise<ReadonlyMap<string, string>> => {
  const stop = new AbortController();
  const watch = setInterval(() => {
    if (sizeBelow(join(dir, 'objects')) > maxBytes) stop.abort(`more than ${maxBytes} bytes came`);
  }, LOOK_MS);
  try {
    const stdin = refs.map((ref) => `+${ref}:${ref}\n`).join('');
    await git.run([...COMMAND, '--end-of-options', address], { cwd, stdin, timeoutMs, signal: stop.signal });
  } catch (error) {
    throw toRemoteError(error);
  } finally {
    clearInterval(watch);
  }
  const { stdout } = await git.run(['for-each-ref', '--format=%(objectname) %(refname)'], { cwd });
  const wanted = new Set(refs);
  const found = stdout
    .toString('utf8')
    .split('\n')
    .map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))] as const);
  return new Map(found.filter(([ref]) => wanted.has(ref)));
};

const COMMAND = [
  'fetch',
  '--stdin',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
  '--refmap=',
  '--quiet',
];

/** Bytes of the files there; those that vanish meanwhile count as nothing. */
export const sizeBelow = (dir: string): number => {
  let size = 0;
  try {
    for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
      size += statSync(join(dir, entry), { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return size; // a directory went away while it was read
  }
  return size;
};
