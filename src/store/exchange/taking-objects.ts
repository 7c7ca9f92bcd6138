import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inDirectory } from '../../git/file-error.ts';
import type { Transfer } from '../../git/transfer/open-transfer.ts';
import { MARK, releaseAbandoned } from '../kept-pack.ts';
import type { Place } from '../place.ts';

/**
 * Copies what these commits reach and the repository does not have, as one pack that no repack drops until `work` has let
 * refs name it. git writes it beside the transfer and it is moved in as git itself does: memory does not grow with it.
 * @throws git_failed, no_space, read_only, and what `work` throws
 */
export const takingObjects = async <T>(
  where: { readonly place: Place; readonly from: Transfer },
  what: {
    /** Or files. */
    readonly commits: Iterable<string>;
    readonly known: Iterable<string>;
    /**
     * As git marks what a partial clone fetches: else `git gc` drops what a remote promised. Only for a pack that holds all
     * that its objects name, because git would drop those of our own that it names.
     */
    readonly isPromised?: boolean;
  },
  work: () => Promise<T>,
): Promise<T> => {
  const { place, from } = where;
  const stdin = [...what.commits, ...[...what.known].map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const base = join(from.dir, 'taken');
  const args = ['pack-objects', '--revs', '--non-empty', '--delta-base-offset', '-q', base];
  const { stdout } = await from.git.run(args, { cwd: place.cwd, stdin });
  const [name] = /^[0-9a-f]{40,64}$/m.exec(stdout.toString('latin1')) ?? [];
  if (name === undefined) return work();
  releaseAbandoned(place);
  const packs = join(place.commonDir, 'objects', 'pack');
  const pack = join(packs, `pack-${name}`);
  try {
    inDirectory(packs, () => {
      mkdirSync(packs, { recursive: true });
      writeFileSync(`${pack}.keep`, `${MARK}\n`);
      if (what.isPromised === true) writeFileSync(`${pack}.promisor`, '');
      // the index last: only with it git sees the pack
      for (const end of ['.pack', '.idx']) {
        // for whom the directory is: the transfer knows nothing of core.sharedRepository
        chmodSync(`${base}-${name}${end}`, statSync(packs).mode & 0o444);
        moveFile(`${base}-${name}${end}`, `${pack}${end}`);
      }
    });
    return await work();
  } finally {
    rmSync(`${pack}.keep`, { force: true });
  }
};

const moveFile = (from: string, to: string): void => {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // objects lie on another file system; of a killed one git gc takes away what begins so, once it is old
    const beside = join(dirname(to), `tmp_${crypto.randomUUID()}`);
    try {
      copyFileSync(from, beside);
      renameSync(beside, to);
    } finally {
      rmSync(beside, { force: true });
    }
  }
};
