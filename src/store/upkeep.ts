import { lstatSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../git/names-in.ts';
import { hostHere } from '../scratch/host-here.ts';
import { isAlive } from '../scratch/is-alive.ts';
import { removeScratch } from '../scratch/remove-scratch.ts';
import { readText } from './read-text.ts';

/** A file or directory as it was seen. */
export interface LeftEntry {
  readonly path: string;
  readonly kind: 'file' | 'directory';
  readonly modified_ms: number;
  /** Of the file system: another file under the same name has another one. */
  readonly inode: number;
  /** Belongs to who runs this. */
  readonly mine: boolean;
}

/** What lies about beside refs and objects: looked at, and taken away. */
export interface Upkeep {
  readonly host: string;
  /** Where temporary directories are made. */
  readonly temporary: string;
  /** In a directory, and in those below it if asked; links are left out. Empty: there is none that can be listed. */
  entries(dir: string, how?: { readonly deep: boolean }): readonly LeftEntry[];
  text(path: string): string | undefined;
  isAlive(pid: number): boolean;
  /** Whether some git works in or below these directories; null: this system does not tell. */
  isGitAt(dirs: readonly string[]): boolean | null;
  /** false: it is not the one that was seen any more, and stays. @throws what the file system says */
  remove(entry: LeftEntry): boolean;
}

export const openUpkeep = (temporary: string, uid: number | undefined): Upkeep => {
  const entries: Upkeep['entries'] = (dir, how = { deep: false }) =>
    namesIn(dir)
      .toSorted()
      .flatMap((name) => {
        const entry = look(join(dir, name), uid);
        if (entry === undefined) return [];
        return [entry, ...(how.deep && entry.kind === 'directory' ? entries(entry.path, how) : [])];
      });
  return {
    host: hostHere(),
    temporary,
    entries,
    text: readText,
    isAlive,
    isGitAt,
    remove: (entry) => {
      const now = look(entry.path, uid);
      if (now === undefined || now.inode !== entry.inode || now.modified_ms !== entry.modified_ms) return false;
      if (entry.kind === 'directory') removeScratch(entry.path);
      else rmSync(entry.path);
      return true;
    },
  };
};

const look = (path: string, uid: number | undefined): LeftEntry | undefined => {
  try {
    const stat = lstatSync(path);
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : undefined;
    if (kind === undefined) return undefined;
    return { path, kind, modified_ms: stat.mtimeMs, inode: stat.ino, mine: uid === undefined || stat.uid === uid };
  } catch {
    return undefined; // gone meanwhile
  }
};

/** A `cat-file` stays for the next question, ours and those of editors, and holds no lock. */
const isReading = (pid: string): boolean => readText(`/proc/${pid}/cmdline`)?.split('\0').includes('cat-file') === true;

/** By proc(5): the name of each program, its arguments, and its working directory. */
const isGitAt = (dirs: readonly string[]): boolean | null => {
  const pids = namesIn('/proc').filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return null;
  return pids.some((pid) => {
    if (readText(`/proc/${pid}/comm`)?.startsWith('git') !== true || isReading(pid)) return false;
    try {
      const at = readlinkSync(`/proc/${pid}/cwd`);
      return dirs.some((dir) => at === dir || at.startsWith(`${dir}/`));
    } catch (error) {
      // somebody else's git: it may be here
      return error instanceof Error && 'code' in error && error.code === 'EACCES';
    }
  });
};
