import { ARCHIVE_REF } from './refs.ts';

/** Has all that a shallow fetch cut: without a ref git fetches branches, of which a remote may have none. */
export const unshallow = (ref: string): string => `git fetch --unshallow origin ${ref}`;

/** Of an archived version that is named in the archive, and was not fetched with it. */
export const ARCHIVE_CUT = {
  what: 'its commit is not here: the archive is without its history, as this clone is shallow',
  hint: unshallow(ARCHIVE_REF),
};
