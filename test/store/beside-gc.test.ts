/** A `git gc --prune=now` that began before a ref names new objects takes them for garbage. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toArtifactId } from '../../src/domain/refs.ts';
import type { Git } from '../../src/git/git.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';
import { versionOf } from './artifact-fixture.ts';

/** `before` and `after` hear of each git command. */
const storeOf = async (
  repo: TempRepo,
  how: { before?: (command: string) => void; after?: (command: string) => void },
) => {
  const git = openGit(repo.env);
  const heard: Git = {
    locate: (dir) => git.locate(dir),
    run: async (args, options) => {
      how.before?.(args[0] ?? '');
      const result = await git.run(args, options);
      how.after?.(args[0] ?? '');
      return result;
    },
  };
  return openArtifactStore(heard, await git.locate(repo.dir));
};

const whole = async (repo: TempRepo): Promise<void> => {
  const store = await storeOf(repo, {});
  expect((await store.read(toArtifactId('one'))).markdown).toBe('# one\n');
  expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing/);
};

it('objects that are deleted before the ref names them are written again', async () => {
  const repo = tempRepo();
  let prunes = 0;
  const store = await storeOf(repo, {
    before: (command) => {
      if (command === 'update-ref' && prunes++ === 0) repo.git('prune', '--expire=now');
    },
  });
  expect((await store.save({ ...(await versionOf('one')), expect: null })).changed).toBe(true);
  await whole(repo);
});

it('objects outlive a gc that looked at the refs before they moved, and deletes afterwards', async () => {
  const repo = tempRepo();
  const pid = join(repo.dir, '.git/gc.pid');
  const loose = (id: string): string => join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  const store = await storeOf(repo, {
    after: (command) => {
      if (command === 'update-ref') writeFileSync(pid, '1 host');
    },
  });
  const { commit } = await store.save({ ...(await versionOf('one')), expect: null });
  expect(existsSync(loose(commit))).toBe(true);
  for (const line of repo.git('rev-list', '--objects', commit).split('\n')) rmSync(loose(line.slice(0, 40)));
  rmSync(pid);
  await whole(repo);
});

it('what only an old pack holds, which a repack is about to drop, is written again', async () => {
  const repo = tempRepo();
  const { id, files, message } = await versionOf('one');
  const old = await (await storeOf(repo, {})).save({ ...(await versionOf('other')), files });
  repo.git('repack', '-adq');
  const packs = (): string[] => readdirSync(join(repo.dir, '.git/objects/pack'));
  const dropped = packs();
  await (await storeOf(repo, {})).remove(toArtifactId('other'), old.commit);
  await (await storeOf(repo, {})).save({ id, files, message, expect: null });
  for (const name of dropped) rmSync(join(repo.dir, '.git/objects/pack', name));
  await whole(repo);
});
