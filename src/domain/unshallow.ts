/** Has all that a shallow fetch cut: without a ref git fetches branches, of which a remote may have none. */
export const unshallow = (ref: string): string => `git fetch --unshallow origin ${ref}`;
