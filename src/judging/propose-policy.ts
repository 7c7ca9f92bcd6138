/** A first policy for a repository: which checks it has, and what says what they do. Pure. */
import type { RequiredCheck } from '../domain/policy.ts';
import { go } from './proposals/go.ts';
import { javascript } from './proposals/javascript.ts';
import type { Kind, RepositoryLook } from './proposals/kind.ts';
import { make } from './proposals/make.ts';
import { python } from './proposals/python.ts';
import { rust } from './proposals/rust.ts';

/**
 * The checks of each kind of project that is there, in the order in which one would run them. What defines them is scripts and
 * configuration: with the tests themselves among it, every honest change would need a person's signature.
 */
export const proposeChecks = (look: RepositoryLook): readonly RequiredCheck[] => {
  const found = KINDS.flatMap((kind) => checksOf(kind, look));
  // a Makefile beside other projects mostly calls what these name: it is asked where they name nothing
  return found.length > 0 ? found : checksOf(make, look);
};

const checksOf = ({ isHere, checks }: Kind, look: RepositoryLook): readonly RequiredCheck[] =>
  isHere(look) ? checks(look) : [];

const KINDS: readonly Kind[] = [javascript, rust, go, python];
