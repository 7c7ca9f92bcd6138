import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/domain/default-policy.ts';
import { behindLinks } from '../../../src/engine/gate/behind-links.ts';

/** A target branch of these links; null: a submodule. */
const protectedBy = async (protect: string[], links: { [path: string]: string | null }) => {
  let rounds = 0;
  const policy = await behindLinks(
    {
      leadingAway: async ({ paths, folders }) => {
        rounds++;
        return Object.entries(links)
          .filter(([path]) => paths.includes(path) || folders.some((folder) => path.startsWith(folder)))
          .map(([path, to]) => ({ path, to }));
      },
    },
    { ...DEFAULT_POLICY, protect },
  );
  return { protect: policy.protect, rounds };
};

test.each([
  ['no link', ['a/b.sh', 'a/**'], {}, []],
  ['a link', ['a/b.sh'], { 'a/b.sh': '../c/d.sh' }, ['c/d.sh']],
  ['a folder that is one', ['a/b/*.sh'], { a: './c/' }, ['c/b/*.sh']],
  ['one in a folder', ['a/**'], { 'a/b': '../c' }, ['c', 'c/**']],
  ['one in a folder, of another name', ['a/*.sh'], { 'a/b': '../c' }, []],
  ['one to another', ['a'], { a: 'b', b: 'c/d' }, ['b', 'c/d']],
  ['a name that is no glob', ['a'], { a: '[b].sh' }, ['\\[b\\].sh']],
  ['anywhere', ['**/{Makefile,makefile}'], { makefile: 'build/rules.mk' }, ['build/rules.mk']],
  ['one that leads out', ['a', 'b', 'c'], { a: '/etc/passwd', b: '../../c', c: '.' }, []],
  ['a submodule', ['a/b/c.sh', 'd/**/e.sh'], { 'a/b': null, 'd/f': null }, ['a/b', 'd/f']],
])('%s', async (_, protect, links, more) => {
  expect((await protectedBy(protect, links)).protect).toEqual([...protect, ...more]);
});

test('links that lead to each other end', async () => {
  expect(await protectedBy(['a/x'], { a: 'b', b: 'a' })).toEqual({ protect: ['a/x', 'b/x'], rounds: 2 });
  expect((await protectedBy(['a/x'], { a: 'a/a' })).rounds).toBe(5);
});

test('ten thousand links from package to package are no more globs, and looked at in no time', async () => {
  const links = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`node_modules/p${at}`, `.store/p${at}/node_modules/p${at}`]),
  );
  expect(await protectedBy(['**/node_modules/**'], links)).toEqual({ protect: ['**/node_modules/**'], rounds: 1 });
});

test('links to ten thousand other places are followed as far as a thousand', async () => {
  const links = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`a/p${at}`, `../b/p${at}`]));
  const { protect, rounds } = await protectedBy(['a/**'], links);
  expect({ globs: protect.length, rounds }).toEqual({ globs: 1025, rounds: 2 });
});

test('who names no path asks nothing', async () => {
  expect((await protectedBy([], { a: 'b' })).rounds).toBe(0);
});
