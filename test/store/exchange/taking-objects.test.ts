import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Git } from '../../../src/git/git.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { fetchRefs } from '../../../src/git/transfer/fetch-refs.ts';
import { transferring } from '../../../src/git/transfer/open-transfer.ts';
import { takingObjects } from '../../../src/store/exchange/taking-objects.ts';
import { placeOf } from '../../../src/store/place.ts';
import { PREFIX, origin } from '../../support/clones.ts';

it('takes over what is larger than what is held in memory of it, readable for those who may read there', async () => {
  const remote = origin();
  const [a, b] = [await remote.clone(), await remote.clone()];
  writeFileSync(join(a.dir, 'HANDOFF.md'), randomBytes(4 * 1024 * 1024));
  a.git('add', 'HANDOFF.md');
  const commit = a.git('commit-tree', '-m', 'large', a.git('write-tree'));
  a.git('push', '--quiet', 'origin', `${commit}:${PREFIX}one`);
  const real = openGit(b.env);
  let most = 0;
  const git: Git = {
    ...real,
    run: async (args, options) => {
      const result = await real.run(args, options);
      most = Math.max(most, result.stdout.length, (await options.stdin)?.length ?? 0);
      return result;
    },
  };
  const paths = await git.locate(b.dir);
  const packs = join(b.dir, '.git/objects/pack');
  chmodSync(packs, 0o750);
  const to = {
    paths,
    parent: join(b.dir, '.git/opensession'),
    address: `file://${remote.dir}`,
    ssh: undefined,
    owner: 'a-1',
  };
  await transferring(git, to, async (transfer) => {
    await fetchRefs(transfer, [`${PREFIX}one`], { cwd: b.dir, timeoutMs: 60_000, maxBytes: 1 << 28 });
    const place = placeOf(git, paths, { now: () => new Date() });
    await takingObjects({ place, from: transfer }, { commits: [commit], known: [] }, async () => {
      expect(readdirSync(packs).some((name) => name.endsWith('.keep'))).toBe(true);
      b.git('update-ref', `${PREFIX}one`, commit);
    });
  });
  expect(most).toBeLessThan(64 * 1024);
  expect(b.git('fsck', '--strict')).not.toMatch(/error|missing/);
  const names = readdirSync(packs);
  expect(names.map((name) => name.replace(/.*\./, '')).sort()).toEqual(['idx', 'pack']);
  for (const name of names) expect(statSync(join(packs, name)).mode & 0o777).toBe(0o440);
});
