import { copyFileSync, linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transferOwner } from '../../domain/transfer-owner.ts';
import { toFileError } from '../../git/file-error.ts';
import { gitIn } from '../../git/git-in.ts';
import { isPartial } from '../../git/promised-objects.ts';
import { promisorRemote } from '../../git/promisor-remote.ts';
import type { RefTargets } from '../../git/ref-targets.ts';
import { shallowIn } from '../../git/shallow-in.ts';
import { openBorrowing } from '../../git/transfer/borrowing-repository.ts';
import { type ExchangePlace, sharingDir } from './exchange-place.ts';
import { sweepSharing } from './sweep-sharing.ts';

/**
 * Does `work` in a copy of the repository that has its refs of ours and borrows its objects, and deletes the copy: for what is
 * to happen for real, and to leave nothing. It lies where a transfer does, goes by such a name, and is swept as one.
 * @throws git_failed, no_space, read_only, and what `work` throws
 */
export const onBorrowedCopy = async <T>(
  place: ExchangePlace,
  refs: RefTargets,
  work: (copy: ExchangePlace) => Promise<T>,
): Promise<T> => {
  const { commonDir, machine } = place;
  sweepSharing(place); // what is done in the copy sweeps the copy alone
  const at = { paths: place.paths, parent: sharingDir(place), owner: transferOwner(machine) };
  const { dir, close } = await openBorrowing(place.git, at);
  try {
    writeFileSync(join(dir, 'packed-refs'), packed(refs.targets));
    for (const ref of refs.broken) writeBroken(join(dir, ref));
    const cuts = [...shallowIn({ dir: commonDir })];
    if (cuts.length > 0) writeFileSync(join(dir, 'shallow'), cuts.map((id) => `${id}\n`).join(''));
    if (isPartial(commonDir)) await copyPromises(place, dir);
    const paths = { ...place.paths, gitDir: dir, commonDir: dir, bare: true };
    return await work({ ...place, paths, commonDir: dir, git: gitIn(place.git, dir) });
  } catch (error) {
    throw toFileError(at.parent, error);
  } finally {
    await close();
  }
};

/** As git itself writes them (gitrepository-layout(5)); no header says that tags are peeled, as none is. */
const packed = (refs: RefTargets['targets']): string => [...refs].map(([ref, id]) => `${id} ${ref}\n`).join('');

const writeBroken = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
};

/** What was left out counts as promised only where the packs lie that the promise came with, not where they are borrowed. */
const copyPromises = async (place: ExchangePlace, dir: string): Promise<void> => {
  const [from, to] = [place.commonDir, dir].map((one) => join(one, 'objects/pack')) as [string, string];
  mkdirSync(to);
  const names = readdirSync(from);
  const promised = new Set(names.flatMap((name) => (name.endsWith('.promisor') ? [name.slice(0, -9)] : [])));
  for (const name of names) if (promised.has(name.replace(/\.\w+$/, ''))) linkOrCopy(join(from, name), join(to, name));
  const remote = await promisorRemote(place.git, place.cwd);
  for (const [key, value] of [
    ['core.repositoryFormatVersion', '1'],
    ['extensions.partialClone', remote],
    [`remote.${remote}.promisor`, 'true'],
  ] as const)
    await place.git.run(['config', '--file', join(dir, 'config'), key, value], { cwd: place.cwd });
};

const linkOrCopy = (from: string, to: string): void => {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // a file system without links
  }
};
