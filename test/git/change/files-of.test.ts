/** The gate asks several questions about the files of one commit: they are listed once. */
import { expect, test } from 'vitest';
import { filesOf } from '../../../src/git/change/base-attributes.ts';
import type { PrivateRepository } from '../../../src/git/change/private-repository.ts';

const COMMIT = 'c'.repeat(40);
const OID = 'a'.repeat(40);

/** A git that has no trees before they were fetched. */
const repository = () => {
  const asked: string[] = [];
  const trees = { areHere: true };
  const run = async (args: readonly string[]) => {
    asked.push(args.at(-1) ?? '');
    if (!trees.areHere) throw new Error('missing');
    return { stdout: Buffer.from(`100644 blob ${OID}\td/a\nb.js\x00160000 commit ${OID}\tmodule\x00`) };
  };
  return { asked, trees, one: { git: { run }, dir: '.' } as unknown as PrivateRepository };
};

test('once for each repository and commit', async () => {
  const { asked, one } = repository();
  const both = await Promise.all([filesOf(one, COMMIT), filesOf(one, COMMIT)]);
  const files = [{ oid: OID, path: 'd/a\nb.js' }];
  expect([...both, await filesOf(one, COMMIT)]).toEqual([files, files, files]);
  expect(asked).toEqual([COMMIT]);
  await filesOf(one, 'd'.repeat(40));
  await filesOf(repository().one, COMMIT);
  expect(asked).toEqual([COMMIT, 'd'.repeat(40)]);
});

test('again where the trees were not here at first', async () => {
  const { asked, trees, one } = repository();
  trees.areHere = false;
  await expect(filesOf(one, COMMIT)).rejects.toThrow('missing');
  trees.areHere = true;
  expect(await filesOf(one, COMMIT)).toHaveLength(1);
  expect(asked).toHaveLength(2);
});
