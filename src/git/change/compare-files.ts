import type { FilePair, LineHunk } from '../../domain/line-hunk.ts';
import { PLAIN_PATCH, sectionsOf } from '../patch-sections.ts';
import { flatTree } from './flat-tree.ts';
import { presentOnes } from './present-files.ts';
import type { PrivateRepository } from './private-repository.ts';

const AS_LINES = ['-r', '-p', '-U0', '--no-renames', ...PLAIN_PATCH];

/**
 * Which lines lead from each file to another, in the order asked; null: no text, more than 4 MiB, or a content that is
 * nowhere. All in one tree of one file each.
 * @throws git_failed
 */
export const compareFiles = async (
  repository: PrivateRepository,
  asked: readonly FilePair[],
): Promise<readonly (readonly LineHunk[] | null)[]> => {
  const here = await presentOnes(repository, asked, ({ from, to }) => [from, to]);
  if (here.length === 0) return asked.map(() => null);
  const { git, dir } = repository;
  const treeOf = (side: keyof FilePair): Promise<string> =>
    flatTree(
      repository,
      here.map((pair) => pair[side]),
    );
  const trees = [await treeOf('from'), await treeOf('to')];
  const { stdout } = await git.run(['diff-tree', ...AS_LINES, '--end-of-options', ...trees], { cwd: dir });
  const found = new Map<string, readonly LineHunk[] | null>();
  for (const section of sectionsOf(stdout)) {
    const [, name] = /^diff --git a\/(\d+) b\/\d+\n/.exec(section) ?? [];
    if (name !== undefined) found.set(name, hunksOf(section.split('\n')));
  }
  return asked.map((one) => {
    const at = here.indexOf(one);
    if (at < 0) return null;
    // what is the same has no section
    const hunks = found.get(String(at));
    return hunks === undefined ? [] : hunks;
  });
};

/** Lines of content have a sign before them, so that none is taken for a head. */
const hunksOf = (lines: readonly string[]): readonly LineHunk[] | null => {
  if (lines.some((line) => /^(?:GIT binary|Binary files )/.test(line))) return null;
  const heads = lines.flatMap((line, at) => (line.startsWith('@@ ') ? [at] : []));
  return heads.map((at, nth) => {
    const [, from = '0', removed = '1', to = '0', added = '1'] = HEAD.exec(lines[at] ?? '') ?? [];
    const own = lines.slice(at + 1, heads[nth + 1]);
    return {
      from: placeOf(from, removed),
      removed: Number(removed),
      to: placeOf(to, added),
      added: Number(added),
      gone: signed(own, '-'),
      put: signed(own, '+'),
    };
  });
};

const HEAD = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

const signed = (lines: readonly string[], sign: string): readonly string[] =>
  lines.flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : []));

/** Git counts lines from one, and of no lines it names the one before. */
const placeOf = (line: string, count: string): number => (count === '0' ? Number(line) : Number(line) - 1);
