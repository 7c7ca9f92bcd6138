import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Commits whose parents are not here although they have some. @param dir of the repository, the common one of its work trees */
export const shallowIn = ({ dir }: { readonly dir: string }): ReadonlySet<string> => {
  const path = join(dir, 'shallow');
  if (!existsSync(path)) return new Set();
  return new Set(readFileSync(path, 'utf8').split('\n').filter(Boolean));
};
