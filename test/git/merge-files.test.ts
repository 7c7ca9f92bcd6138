import { beforeEach, describe, expect, test } from 'vitest';
import type { FileState, PathState } from '../../src/domain/path-state.ts';
import { mergeFiles } from '../../src/git/change/merge-files.ts';
import { withPrivateRepository } from '../../src/git/change/private-repository.ts';
import { openGit } from '../../src/git/open-git.ts';
import { tempRepo, type TempRepo } from '../support/temp-repo.ts';

let repo: TempRepo;
beforeEach(() => {
  repo = tempRepo();
});

const LINES = Array.from({ length: 9 }, (_, at) => `line ${at}\n`);
const text = (...changed: readonly number[]): string =>
  LINES.map((line, at) => (changed.includes(at) ? `new ${line}` : line)).join('');

const file = (content: string, mode = '100644'): FileState => ({
  mode,
  oid: repo.gitWith({ input: content }, 'hash-object', '-w', '--stdin'),
});

const merged = async (
  ...asked: readonly (readonly [before: FileState, ours: FileState, theirs: FileState])[]
): Promise<readonly PathState[]> => {
  const git = openGit(repo.env);
  return withPrivateRepository(git, await git.locate(repo.dir), (repository) =>
    mergeFiles(
      repository,
      asked.map(([before, ours, theirs]) => ({ before, ours, theirs })),
    ),
  );
};

describe('git merges single files', () => {
  test('each for itself, a conflict in one of them aside', async () => {
    expect(
      await merged(
        [file(text()), file(text(1)), file(text(7))],
        [file(text()), file(text(4).replace('new', 'our')), file(text(4))],
        [file(text()), file(text(1)), file(text(1))],
        [file(text()), file(text(3)), file(text(6))],
      ),
    ).toEqual([file(text(1, 7)), null, file(text(1)), file(text(3, 6))]);
  });

  test('with their modes', async () => {
    expect(await merged([file(text()), file(text(1), '100755'), file(text(7))])).toEqual([file(text(1, 7), '100755')]);
  });

  test('but no links, no binary content that both sides changed, and nothing that is not here', async () => {
    const nowhere = { mode: '100644', oid: 'e'.repeat(40) };
    expect(
      await merged(
        [file('a', '120000'), file('b', '120000'), file('c', '120000')],
        [file('a\0'), file('b\0'), file('c\0')],
        [file(text()), file(text(1)), nowhere],
      ),
    ).toEqual([null, null, null]);
  });

  test('of more than is read at once the smallest, whatever is asked first', async () => {
    const large = (first: string, last: string): FileState => file(`${first}\n${'line\n'.repeat(800_000)}${last}\n`);
    const big = [large('a', 'b'), large('mine', 'b'), large('a', 'yours')] as const;
    const answers = await merged(...Array.from({ length: 12 }, () => big), [
      file(text()),
      file(text(1)),
      file(text(7)),
    ]);
    const both = large('mine', 'yours');
    // 96 MiB, and each is of three files of 4 MB
    expect(answers).toEqual([...Array.from({ length: 8 }, () => both), null, null, null, null, file(text(1, 7))]);
  });

  test('nothing is nothing', async () => {
    expect(await merged()).toEqual([]);
  });
});
