import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
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

const MEMORY = '/dev/shm';
const isOther = existsSync(MEMORY) && statSync(MEMORY).dev !== statSync(tmpdir()).dev;

it.runIf(isOther)(
  'onto another file system it leaves alone what another fetch of the same is copying there',
  async () => {
    const remote = origin();
    const [a, b] = [await remote.clone(), await remote.clone()];
    const commit = await a.save('one', 'a');
    await a.push();
    const git = openGit(b.env);
    const paths = await git.locate(b.dir);
    const parent = mkdtempSync(join(MEMORY, 'opensession-test-'));
    onTestFinished(() => rmSync(parent, { recursive: true }));
    const packs = join(b.dir, '.git/objects/pack');
    const to = { paths, parent, address: `file://${remote.dir}`, ssh: undefined, owner: 'a-1' };
    const take = (): Promise<readonly string[]> =>
      transferring(git, to, async (transfer) => {
        await fetchRefs(transfer, [`${PREFIX}one`], { cwd: b.dir, timeoutMs: 60_000, maxBytes: 1 << 28 });
        const place = placeOf(git, paths, { now: () => new Date() });
        return takingObjects({ place, from: transfer }, { commits: [commit], known: [] }, async () =>
          readdirSync(packs).filter((name) => /\.(?:idx|pack)$/.test(name)),
        );
      });
    const names = await take();
    expect(names).toHaveLength(2);
    for (const name of names) {
      rmSync(join(packs, name));
      writeFileSync(join(packs, `tmp_${name}`), 'half');
    }
    expect(await take()).toEqual(names.flatMap((name) => [name, `tmp_${name}`]).sort());
    for (const name of names) expect(readFileSync(join(packs, `tmp_${name}`), 'utf8')).toBe('half');
    // a copy that cannot get its name leaves nothing
    const [index = ''] = names;
    for (const name of readdirSync(packs)) rmSync(join(packs, name));
    mkdirSync(join(packs, index));
    await expect(take()).rejects.toThrow(index);
    expect(readdirSync(packs).filter((name) => name.startsWith('tmp_'))).toEqual([]);
  },
);
