/** A copy that is made for a dry run fails as what it is a copy of would, and is gone afterwards. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGit } from '../../../src/git/open-git.ts';
import { writeWhole } from '../../../src/sources/files.ts';
import { onBorrowedCopy } from '../../../src/store/exchange/borrowed-copy.ts';
import type { ExchangePlace } from '../../../src/store/exchange/exchange-place.ts';
import { placeOf } from '../../../src/store/place.ts';
import { machineOf, origin } from '../../support/clones.ts';

const placed = async () => {
  const clone = await origin().clone();
  const git = openGit(clone.env);
  const paths = await git.locate(clone.dir);
  const clock = { now: () => new Date('2026-02-03T04:05:06.789Z') };
  const place: ExchangePlace = {
    ...placeOf(git, paths, clock),
    paths,
    machine: machineOf(),
    write: writeWhole,
    ssh: undefined,
  };
  return { place, left: () => readdirSync(join(clone.dir, '.git/opensession')) };
};

const nothing = () => Promise.resolve();

describe('a copy for a dry run', () => {
  it('that cannot be written says why, and is no bug', async () => {
    const { place, left } = await placed();
    const refs = { targets: new Map<string, string>(), broken: ['packed-refs/in-the-way'] };
    await expect(onBorrowedCopy(place, refs, nothing)).rejects.toMatchObject({ code: 'read_only' });
    expect(left()).toEqual([]);
  });

  it('that fills the disk says so', async () => {
    const { place, left } = await placed();
    const full = () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' }));
    const done = onBorrowedCopy(place, { targets: new Map(), broken: [] }, full);
    await expect(done).rejects.toMatchObject({ code: 'no_space' });
    expect(left()).toEqual([]);
  });
});
