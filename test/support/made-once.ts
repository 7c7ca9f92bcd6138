import { mkdirSync } from 'node:fs';
import { removeAfterTest, tempDir } from './temp-repo.ts';
import { type Tree, putTree, treeOf } from './tree.ts';

/**
 * What takes many gits to make is made once in a file of tests. Each other test has it where it was made, as it was then,
 * and may do with it what it likes: it goes with the test.
 * @param make fills a directory; what it returns all tests have, so it is nothing that changes
 * @returns for one call in a test
 */
export const madeOnce = <Made>(
  make: (base: string) => Promise<Made>,
): (() => Promise<{ readonly base: string; readonly made: Made }>) => {
  let kept: { readonly base: string; readonly made: Made; readonly tree: Tree } | undefined;
  return async () => {
    if (kept === undefined) {
      const base = tempDir();
      const made = await make(base);
      kept = { base, made, tree: treeOf(base) };
    } else {
      mkdirSync(kept.base);
      removeAfterTest(kept.base);
      putTree(kept.base, kept.tree);
    }
    return kept;
  };
};

/** Each of a kind that is made once, by what tells it from the others. */
export const eachOnce = <Args extends readonly (string | boolean)[], Made>(
  make: (...args: Args) => Made,
): ((...args: Args) => Made) => {
  const known = new Map<string, Made>();
  return (...args) => {
    const key = JSON.stringify(args);
    const made = known.get(key) ?? make(...args);
    known.set(key, made);
    return made;
  };
};
