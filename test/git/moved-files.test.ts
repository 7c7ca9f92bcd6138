import { beforeEach, expect, test } from 'vitest';
import type { FileState } from '../../src/domain/path-state.ts';
import { type MovedFile, movedFiles } from '../../src/git/change/moved-files.ts';
import { withPrivateRepository } from '../../src/git/change/private-repository.ts';
import { openGit } from '../../src/git/open-git.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';

let repo: TempRepo;
beforeEach(() => {
  repo = tempRepo();
});

const lines = (name: string, ...own: readonly number[]): string =>
  Array.from({ length: 20 }, (_, at) => (own.includes(at) ? `own ${at}\n` : `${name} ${at}\n`)).join('');

const file = (content: string): FileState => ({
  mode: '100644',
  oid: repo.gitWith({ input: content }, 'hash-object', '-w', '--stdin'),
});

const moved = async (gone: readonly FileState[], made: readonly FileState[]): Promise<readonly MovedFile[]> => {
  const git = openGit(repo.env);
  return withPrivateRepository(git, await git.locate(repo.dir), (repository) => movedFiles(repository, { gone, made }));
};

test('a file with some other lines is the one that it was', async () => {
  const gone = [file(lines('a')), file(lines('b'))];
  expect(await moved(gone, [file(lines('c')), file(lines('b', 3)), file(lines('a', 5, 6))])).toEqual(
    expect.arrayContaining([
      [0, 2],
      [1, 1],
    ]),
  );
});

test('none is told of two that are alike on either side, or where most is other', async () => {
  const [one, two, other] = [file(lines('a', 3)), file(lines('a', 4)), file(`${lines('c')}a 1\na 2\n`)];
  expect(await moved([file(lines('a'))], [one, two])).toEqual([]);
  expect(await moved([one, two], [file(lines('a'))])).toEqual([]);
  expect(await moved([file(lines('a'))], [other])).toEqual([]);
});

test('none is told where a content is nowhere, of none, and of too many', async () => {
  const [gone, made, other] = [file(lines('a')), file(lines('a', 3)), file('other\n')];
  expect(await moved([gone], [made])).toEqual([[0, 0]]);
  expect(await moved([gone], [made, { mode: '100644', oid: '1'.repeat(40) }])).toEqual([]);
  expect(await moved([gone], [])).toEqual([]);
  expect(await moved([gone], [made, ...Array.from({ length: 128 }, () => other)])).toEqual([]);
});
