import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TOMBSTONES_REF, toArtifactId } from '../../src/domain/refs.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { placeOf } from '../../src/store/place.ts';
import { salvageRemovals } from '../../src/store/salvage-removals.ts';
import { readGraveyard } from '../../src/store/tombstones.ts';
import { tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

test('a record that is lost in all of the history costs no reading of every other record at each commit', async () => {
  const repo = tempRepo();
  const git = openGit(repo.env);
  const paths = await git.locate(repo.dir);
  const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
  const store = openArtifactStore(git, paths, clock);
  const names = Array.from({ length: 8 }, (_, index) => `a${index}`);
  for (const name of names) {
    const { commit } = await store.save(await versionOf(name));
    await store.remove(toArtifactId(name), commit);
  }
  let asked = '';
  const run: typeof git.run = (args, options) => {
    if (typeof options.stdin === 'string') asked += options.stdin;
    return git.run(args, options);
  };
  const place = placeOf({ ...git, run }, paths, clock);
  const { files } = await readGraveyard(place);
  const [lost = '', kept = ''] = ['a0', 'a1'].map(
    (name) => [...files].find(([path]) => path.includes(`/${name}@`))?.[1],
  );
  rmSync(join(repo.dir, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  const left = await salvageRemovals(place, repo.git('rev-parse', TOMBSTONES_REF));
  expect(left).toEqual(new Map([...files].filter(([, blob]) => blob !== lost)));
  expect(asked.split(kept).length - 1).toBe(1);
});
