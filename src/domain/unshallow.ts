import { ARCHIVE_REF } from './refs.ts';

/** Has all that a shallow fetch cut: without a ref git fetches branches, of which a remote may have none. @param remote its name, as a word */
export const unshallow = (remote: string, ref: string): string => `git fetch --unshallow ${remote} ${ref}`;

/** Of an archived version that is named in the archive, and was not fetched with it. */
export const archiveCut = (remote: string) => ({
  what: 'its commit is not here: the archive is without its history, as this clone is shallow',
  hint: unshallow(remote, ARCHIVE_REF),
});
