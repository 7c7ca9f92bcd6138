/** Everything in a repository that artifacts and facts must leave as it is. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Path → digest of all files below a directory, but for those that `skip` names. */
export const digestTree = (dir: string, skip: (path: string) => boolean = () => false): Record<string, string> => {
  const found: Record<string, string> = {};
  const walk = (at: string): void => {
    for (const name of readdirSync(join(dir, at)).sort()) {
      const path = at === '' ? name : `${at}/${name}`;
      if (skip(path)) continue;
      if (statSync(join(dir, path), { throwIfNoEntry: false })?.isDirectory() === true) walk(path);
      else found[path] = fileDigest(join(dir, path));
    }
  };
  if (existsSync(dir)) walk('');
  return found;
};

const fileDigest = (path: string): string => {
  try {
    const { mtimeMs } = statSync(path);
    return `${createHash('sha256').update(readFileSync(path)).digest('hex')} ${mtimeMs}`;
  } catch {
    return 'unreadable';
  }
};
