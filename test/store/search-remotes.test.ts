import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SESSIONS_REF } from '../../src/domain/refs.ts';
import { openGit } from '../../src/git/open-git.ts';
import { reachRemote } from '../../src/git/transfer/open-transfer.ts';
import { searchRemotes } from '../../src/store/remote/search-remotes.ts';
import { tempRepo } from '../support/temp-repo.ts';

test('a fork whose sessions cannot be reached costs nobody the verdict; the repository that is merged into has to be', async () => {
  const { base, dir, env } = tempRepo({ bare: true });
  const git = openGit(env);
  const parent = join(base, 'shelves');
  mkdirSync(parent);
  const repositories = { git, parent, format: 'sha1', clock: { now: () => new Date(0) } } as const;
  // nobody answers at that port
  const address = 'http://127.0.0.1:1/nowhere.git';
  const transfer = await reachRemote(git, { dir, cwd: dir, address, ssh: undefined, settings: [] });
  const listing = { refs: new Map([[SESSIONS_REF, '1'.repeat(40)]]), default_branch: null, cut: false };
  const origins = (['base', 'head'] as const).map((origin) => ({
    remote: { origin, transfer, timeoutMs: 10_000, list: async () => listing },
    listing,
  }));
  const search = searchRemotes(repositories, origins);
  expect(await search.published('head', ['session'])).toEqual([]);
  await expect(search.published('base', ['session'])).rejects.toMatchObject({ code: 'remote_unreachable' });
});
