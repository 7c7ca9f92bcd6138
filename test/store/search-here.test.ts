import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packKeys, pathKey } from '../../src/domain/change-keys.ts';
import { openGit } from '../../src/git/open-git.ts';
import type { Git } from '../../src/git/git.ts';
import { findByKeys } from '../../src/store/archive/find-by-keys.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { placeOf } from '../../src/store/place.ts';
import { searchHere } from '../../src/store/search-here.ts';
import { beginMessages } from '../../src/store/search-live.ts';
import { tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

const ready = async () => {
  const repo = tempRepo();
  const git = openGit(repo.env);
  const paths = await git.locate(repo.dir);
  const keys = packKeys([await pathKey('a.txt')]);
  const versions = await Promise.all(['one', 'two', 'other'].map((id) => versionOf(id)));
  await openArtifactStore(git, paths).saveAll(
    versions.map((one) => (one.id === 'other' ? one : { ...one, message: `${one.message}Paths: ${keys}\n` })),
  );
  const asked: string[] = [];
  const heard: Git = {
    ...git,
    run: (args, options) => {
      asked.push(args[0] ?? '');
      return git.run(args, options);
    },
  };
  const hints = { states: new Set<string>(), paths: new Set([await pathKey('a.txt')]), commits: new Set<string>() };
  return { repo, place: placeOf(heard, paths, { now: () => new Date() }), hints, asked };
};

it('finds the same whether the messages were begun before or not, and reads them once', async () => {
  const { place, hints, asked } = await ready();
  const plain = await searchHere(place).alike(hints);
  expect(plain.map(({ id }) => id).toSorted()).toEqual(['one', 'two']);
  const search = searchHere(place);
  asked.length = 0;
  search.begin?.();
  expect(await search.alike(hints)).toEqual(plain);
  expect(search.unread?.()).toEqual([]);
  expect(asked).toEqual(['for-each-ref']);
});

it('holds no more of them than it may', async () => {
  const { place } = await ready();
  expect(await beginMessages(place, 100)).toBeNull();
  expect(Buffer.concat((await beginMessages(place)) ?? []).toString()).toContain('handoff-artifact: one');
});

it('what fails when it is begun is told to who needs it', async () => {
  const { repo, place, hints } = await ready();
  const search = searchHere({ ...place, cwd: `${repo.dir}/none` });
  search.begin?.();
  await expect(search.alike(hints)).rejects.toMatchObject({ code: 'not_a_repository' });
});

it('finds those that can be read beside one whose object is gone or damaged, in what is live and by keys', async () => {
  const { repo, place, hints } = await ready();
  const before = await searchHere(place).alike(hints);
  const refs = join(repo.dir, '.git/refs/opensession/handoff/artifacts');
  writeFileSync(join(refs, 'gone'), `${'1'.repeat(40)}\n`);
  expect(await searchHere(place).alike(hints)).toEqual(before);
  expect((await findByKeys(place, [])).unkeyed.map(({ id }) => id)).toContain('other');
  const id = repo.git('rev-parse', 'refs/opensession/handoff/artifacts/two');
  const object = join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  rmSync(object);
  writeFileSync(object, 'no object');
  const search = searchHere(place);
  search.begin?.();
  expect(await search.alike(hints)).toEqual(before.filter((one) => one.id === 'one'));
  expect(search.unread?.().toSorted()).toEqual(['gone', 'two']);
});
