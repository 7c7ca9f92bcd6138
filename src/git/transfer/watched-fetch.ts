import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
 * @throws remote_unreachable, remote_denied, timed_out (also for too many bytes), git_failed
 */
export const watchedFetch = async (
  { git, dir, address }: { readonly git: Git; readonly dir: string; readonly address: string },
  how: { readonly settings?: readonly string[]; readonly options?: readonly string[]; readonly maxBytes: number },
  options: GitOptions,
): Promise<void> => {
  const objects = join(dir, 'objects');
  const start = sizeBelow(objects);
  const stop = new AbortController();
  const watch = setInterval(() => {
    if (sizeBelow(objects) - start > how.maxBytes) stop.abort(`more than ${how.maxBytes} bytes came`);
  }, LOOK_MS);
  try {
    const args = [...(how.settings ?? []), ...FETCH, ...(how.options ?? []), '--end-of-options', address];
    await git.run(args, { ...options, signal: stop.signal });
  } catch (error) {
    throw toRemoteError(error);
  } finally {
    clearInterval(watch);
  }
};

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
