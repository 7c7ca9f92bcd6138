import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Git, RepositoryPaths } from '../git.ts';
import type { PrivateRepository } from './change-facts.ts';

/**
 * Gives `work` a bare repository of its own and deletes it afterwards. Of `from` it borrows the objects and the list of
 * commits whose history is cut off; refs, configuration, grafts, replacements and attributes of `from` do not count.
 * @param from null: nothing is borrowed, what is needed will be fetched
 */
export const withPrivateRepository = async <T>(
  git: Git,
  from: RepositoryPaths | null,
  work: (repository: PrivateRepository) => Promise<T>,
): Promise<T> => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-gate-'));
  try {
    const format = from?.objectFormat ?? 'sha1';
    await git.run(['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, '--', dir], { cwd: dir });
    if (from !== null) borrow(from, dir);
    return await work({ git, dir, object_format: format, shallow: readShallow(dir) });
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  }
};

const borrow = (from: RepositoryPaths, dir: string): void => {
  mkdirSync(join(dir, 'objects/info'), { recursive: true });
  // One path a line; a leading quote would begin a C string.
  const objects = join(from.commonDir, 'objects');
  writeFileSync(
    join(dir, 'objects/info/alternates'),
    `${/^["#]|[\n\\]/.test(objects) ? JSON.stringify(objects) : objects}\n`,
  );
  const shallow = join(from.commonDir, 'shallow');
  if (existsSync(shallow)) cpSync(shallow, join(dir, 'shallow'));
};

export const readShallow = (dir: string): ReadonlySet<string> => {
  const path = join(dir, 'shallow');
  if (!existsSync(path)) return new Set();
  return new Set(readFileSync(path, 'utf8').split('\n').filter(Boolean));
};
