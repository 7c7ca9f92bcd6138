import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflateSync } from 'node:zlib';
import { deflateObject } from '../../src/git/deflate-object.ts';
import { type ObjectFormat, gitObject, readTree, treeObject } from '../../src/git/object-id.ts';
import { openGit } from '../../src/git/open-git.ts';
import { readInfos, readObjects } from '../../src/git/read-objects.ts';
import { writeObjects } from '../../src/git/write-objects.ts';
import { tempRepo } from '../support/temp-repo.ts';

describe.each<ObjectFormat>(['sha1', 'sha256'])('objects in %s', (format) => {
  it('have the ids that git gives them, and arrive whole', async () => {
    const repo = tempRepo({ objectFormat: format });
    const git = openGit(repo.env);
    const contents = ['', 'a', 'x'.repeat(15), 'x'.repeat(16), '가나다\n', '\0\r\n', 'y'.repeat(2_000_000)];
    const blobs = contents.map((content) => gitObject(format, 'blob', content));
    await writeObjects(git, { cwd: repo.dir, format }, blobs);
    for (const [index, content] of contents.entries())
      expect(repo.gitWith({ input: content }, 'hash-object', '--stdin')).toBe(blobs[index]?.id);
    const read = await readObjects(
      git,
      blobs.map(({ id }) => id),
      { cwd: repo.dir },
    );
    expect(read.map((object) => object?.bytes.toString())).toEqual(contents);
    expect(repo.git('fsck', '--strict')).not.toContain('error');
  });

  it('make trees in the order of git', async () => {
    const repo = tempRepo({ objectFormat: format });
    const git = openGit(repo.env);
    for (const path of ['a.txt', 'a/b', 'a0', 'B', 'ü', 'z/y/x']) repo.write(path, path);
    repo.commit('tree');
    const id = repo.git('rev-parse', 'HEAD^{tree}');
    const [tree] = await readObjects(git, [id], { cwd: repo.dir });
    const entries = readTree(tree?.bytes ?? Buffer.alloc(0), format);
    expect(entries).toHaveLength(6);
    expect(treeObject(format, entries.toReversed()).id).toBe(id);
  });
});

it('an object of any size is a zlib stream of its bytes, stored or not', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(0, 1), (bytes, level) => {
      expect(inflateSync(deflateObject(Buffer.from(bytes), level))).toEqual(Buffer.from(bytes));
    }),
  );
  // of several stored blocks
  const bytes = Buffer.alloc(200_000, 0xff);
  const stream = deflateObject(bytes, 0);
  expect(inflateSync(stream)).toEqual(bytes);
  expect(stream.length).toBeGreaterThan(bytes.length);
});

describe('readObjects', () => {
  it('answers in the order asked, with null for what is missing', async () => {
    const repo = tempRepo();
    const head = repo.commit('one');
    const git = openGit(repo.env);
    const names = ['HEAD', 'refs/no/such', 'HEAD^{tree}', 'HEAD:no/file', head];
    const infos = await readInfos(git, names, { cwd: repo.dir });
    expect(infos.map((info) => info?.type ?? null)).toEqual(['commit', null, 'tree', null, 'commit']);
    const objects = await readObjects(git, names, { cwd: repo.dir });
    expect(objects.map((object) => object?.type ?? null)).toEqual(['commit', null, 'tree', null, 'commit']);
  });

  it('refuses a name that would be two', async () => {
    const repo = tempRepo();
    const git = openGit(repo.env);
    await expect(readObjects(git, ['HEAD\nHEAD'], { cwd: repo.dir })).rejects.toMatchObject({ code: 'git_failed' });
  });
});

it('tree bytes survive reading and writing', () => {
  const name = fc.stringMatching(/^[^\0/]{1,20}$/).filter((text) => text !== '.' && text !== '..');
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 20 }), (names) => {
      const entries = names.map((name) => ({
        mode: '100644',
        name: Buffer.from(name, 'utf8').toString('latin1'),
        id: gitObject('sha1', 'blob', name).id,
      }));
      const tree = treeObject('sha1', entries);
      expect(treeObject('sha1', readTree(tree.bytes, 'sha1')).id).toBe(tree.id);
      expect(new Set(readTree(tree.bytes, 'sha1').map((entry) => entry.name))).toEqual(
        new Set(entries.map((entry) => entry.name)),
      );
    }),
  );
});
