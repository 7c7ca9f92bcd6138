/** Whose repository holds an object: the one that is merged into, or the one that brings the change. */
export type Side = 'base' | 'head';

/**
 * Gets into the private repository what a question needs. Between remotes history comes without trees, and trees without
 * blobs: each question names what it will look at, and all of it comes with one fetch.
 */
export interface Supply {
  /** Everything is here: there is nothing to name. */
  readonly whole: boolean;
  /** Whole trees, without blobs, of commits that are here. */
  trees(commits: readonly string[], side: Side): Promise<void>;
  blobs(ids: readonly string[], side: Side): Promise<void>;
  /** Commits from anywhere, with their trees: what is nowhere stays away. */
  strangers(commits: readonly string[]): Promise<void>;
  /** More of the history. false: there is no more of it. */
  deepen(): Promise<boolean>;
}

const nothing = async (): Promise<void> => {};

/** The objects of a repository on this machine. */
export const ALL_HERE: Supply = {
  whole: true,
  trees: nothing,
  blobs: nothing,
  strangers: nothing,
  deepen: async () => false,
};
