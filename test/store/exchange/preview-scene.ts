/** Two clones that went apart, and all that stands in one, for dry runs. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, type Origin, PREFIX } from '../../support/clones.ts';

/** All files below `.git`, with what they hold. */
export const stateOf = ({ dir }: Clone): string => {
  const hash = createHash('sha256');
  const entries = readdirSync(join(dir, '.git'), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  for (const path of files.toSorted()) hash.update(`${path}\0`).update(readFileSync(path));
  return hash.digest('hex');
};

export const remove = async (clone: Clone, id: string): Promise<void> => {
  const tip = await clone.store.tip(toArtifactId(id));
  await clone.store.remove(toArtifactId(id), tip ?? '');
};

export const archive = async (clone: Clone, id: string): Promise<void> => {
  const commit = clone.git('rev-parse', `${PREFIX}${id}`);
  expect((await clone.store.archive.fold([{ id: toArtifactId(id), commit }])).archived).toHaveLength(1);
};

/** Of two clones that had the same: one removed, archived and went on, and so did the other. */
export const apart = async (remote: Origin): Promise<Clone> => {
  const [a, b] = [await remote.clone(), await remote.clone()];
  for (const id of ['gone', 'old', 'both', 'same', 'older']) await a.save(id, 'a');
  await a.push();
  await b.fetch();
  await remove(a, 'gone');
  await archive(a, 'old');
  await archive(b, 'older');
  await a.save('both', 'of a');
  await a.save('new', 'a');
  await a.push();
  await b.save('both', 'of b');
  remote.git('update-ref', `${PREFIX}foreign`, remote.git('commit-tree', '-m', 'none of ours', EMPTY_TREE));
  return b;
};

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
