import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Transfer } from './open-transfer.ts';

/** What lies in a transfer's repository before a fetch. */
export const objectFiles = ({ dir }: Pick<Transfer, 'dir'>): ReadonlySet<string> =>
  new Set(filesBelow(join(dir, 'objects')));

/**
 * Takes a fetch back whose objects are not wanted: else the next fetch of them would find them here, and bring nothing.
 * @param before what objectFiles said then
 */
export const undoFetch = async (
  { git, dir }: Transfer,
  refs: readonly string[],
  { before, cwd }: { readonly before: ReadonlySet<string>; readonly cwd: string },
): Promise<void> => {
  const { stdout } = await git.run(['for-each-ref', '--format=%(refname)'], { cwd });
  const made = new Set(stdout.toString('utf8').split('\n'));
  const lines = refs.filter((ref) => made.has(ref)).map((ref) => `delete ${ref}\n`);
  await git.run(['update-ref', '--stdin'], { cwd, stdin: lines.join('') });
  for (const file of objectFiles({ dir })) if (!before.has(file)) rmSync(file, { force: true });
};

const filesBelow = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
