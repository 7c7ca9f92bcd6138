import { OpenSessionError } from '../domain/errors.ts';
import { commitHeaders } from '../git/commit-headers.ts';
import { readTree } from '../git/object-id.ts';
import { isPartial, promisedAmong } from '../git/promised-objects.ts';
import { readEach } from '../git/read-objects.ts';
import type { Place } from './place.ts';

/** @param names of what is not here. It is whole at the remote that the clone was made from. */
export const incomplete = (where: string, names: readonly string[]): OpenSessionError =>
  new OpenSessionError('artifact_incomplete', `${where} is not all here: this clone left out ${names.join(', ')}`, {
    hint: 'fetch what is missing: opensession session handoff artifact fetch',
  });

/**
 * Where a version was not found whole. @param needed files of it
 * @throws artifact_incomplete where a partial clone left one of them out, or the tree
 */
export const refuseIncomplete = async (
  place: Place,
  { ref, at }: { readonly ref: string; readonly at: string },
  needed: readonly string[],
): Promise<void> => {
  if (!isPartial(place.commonDir)) return;
  const [commit, tree] = await readEach(place.git, [at, `${at}^{tree}`], place);
  if (commit?.type !== 'commit') return;
  const parts =
    tree?.type === 'tree'
      ? readTree(tree.bytes, place.format).filter(({ name }) => needed.includes(name))
      : [{ name: 'its tree', id: commitHeaders(commit.bytes).tree }];
  const promised = await promisedAmong(
    place,
    parts.map(({ id }) => id),
  );
  const names = parts.flatMap(({ name, id }) => (promised.has(id) ? [name] : []));
  if (names.length > 0) throw incomplete(ref, names);
};
