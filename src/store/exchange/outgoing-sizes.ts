import type { Git } from '../../git/git.ts';
import { readInfos } from '../../git/read-objects.ts';

/**
 * Bytes of the objects, uncompressed, that each tip brings to somebody who has the known ones; what several bring counts
 * for the first of them. A tip that brings nothing has 0.
 */
export const outgoingSizes = async (
  { git, cwd }: { readonly git: Git; readonly cwd: string },
  tips: readonly string[],
  known: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const sizes = new Map(tips.map((tip) => [tip, 0]));
  const stdin = [...tips, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const listed = async (...how: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await git.run(['rev-list', ...how, '--stdin'], { cwd, stdin, limit: Infinity });
    return stdout.toString('latin1').split('\n').slice(0, -1);
  };
  const bringers = bringersOf(tips, await listed('--parents'));
  const objects: { readonly id: string; readonly tip: string }[] = [];
  let tip = '';
  // git-rev-list(1): each tree and blob after the first commit that it is of; they alone have a space behind the id
  for (const line of await listed('--objects', '--in-commit-order')) {
    const space = line.indexOf(' ');
    const id = space < 0 ? line : line.slice(0, space);
    if (space < 0) tip = bringers.get(id) ?? '';
    objects.push({ id, tip });
  }
  const infos = await readInfos(
    git,
    objects.map(({ id }) => id),
    { cwd },
  );
  for (const [index, { tip: of }] of objects.entries()) sizes.set(of, (sizes.get(of) ?? 0) + (infos[index]?.size ?? 0));
  return sizes;
};

/** @param lines a commit and its parents. @returns the tip that brings each commit */
const bringersOf = (tips: readonly string[], lines: readonly string[]): ReadonlyMap<string, string> => {
  const parents = new Map(lines.map((line) => line.split(' ')).map(([id = '', ...of]) => [id, of]));
  const bringers = new Map<string, string>();
  for (const tip of tips) {
    const todo = [tip];
    for (let here = todo.pop(); here !== undefined; here = todo.pop()) {
      if (bringers.has(here) || !parents.has(here)) continue;
      bringers.set(here, tip);
      todo.push(...(parents.get(here) ?? []));
    }
  }
  return bringers;
};
