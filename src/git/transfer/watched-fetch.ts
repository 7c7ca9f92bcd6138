import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import type { Git, GitOptions } from '../git.ts';
import { toRemoteError } from './remote-error.ts';

/** What is wanted comes on stdin; no tag, no FETCH_HEAD, no submodule, and nothing of a configured refspec. */
const FETCH = [
  'fetch',
  '--stdin',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
  '--refmap=',
  '--quiet',
];

/** How often the size of what comes in is looked at. */
const LOOK_MS = 200;

/**
 * A fetch into a repository that is ended when more bytes come in than may.
 * @param how `settings` before the command (`-c …`), `options` behind it
 * @returns the bytes that came: what is small may be here before it was looked at
 * @throws remote_unreachable, remote_denied, timed_out, too_many_bytes, git_failed
 */
export const watchedFetch = async (
  { git, dir, address }: { readonly git: Git; readonly dir: string; readonly address: string },
  how: { readonly settings?: readonly string[]; readonly options?: readonly string[]; readonly maxBytes: number },
  options: GitOptions,
): Promise<number> => {
  const objects = join(dir, 'objects');
  const start = sizeBelow(objects);
  const stop = new AbortController();
  const watch = setInterval(() => {
    if (sizeBelow(objects) - start > how.maxBytes) stop.abort('too many bytes came');
  }, LOOK_MS);
  try {
    const args = [...(how.settings ?? []), ...FETCH, ...(how.options ?? []), '--end-of-options', address];
    await git.run(args, { ...options, signal: stop.signal });
    return sizeBelow(objects) - start;
  } catch (error) {
    throw stop.signal.aborted ? tooManyBytes(how.maxBytes, error) : toRemoteError(error, address);
  } finally {
    clearInterval(watch);
  }
};

export const tooManyBytes = (limit: number, cause?: unknown): OpenSessionError =>
  new OpenSessionError('too_many_bytes', `expected at most ${limit} bytes from the remote, found more`, {
    cause,
  });

/** Bytes of the files there; those that vanish meanwhile count as nothing. */
const sizeBelow = (dir: string): number => {
  let size = 0;
  try {
    for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' }))
      size += statSync(join(dir, entry), { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return size; // a directory went away while it was read
  }
  return size;
};
