import { type GitObject, gitObject } from '../git/object-id.ts';
import type { Place } from './place.ts';

const IDENTITY = 'opensession <cli@opensession.io>';

/** A commit of ours, dated by the place's clock. */
export const commitOf = (
  { format, clock }: Place,
  { tree, parents, message }: { readonly tree: string; readonly parents: readonly string[]; readonly message: string },
): GitObject => {
  const who = `${IDENTITY} ${Math.floor(clock.now().getTime() / 1000)} +0000`;
  const above = parents.map((parent) => `parent ${parent}\n`).join('');
  return gitObject(format, 'commit', `tree ${tree}\n${above}author ${who}\ncommitter ${who}\n\n${message}`);
};
