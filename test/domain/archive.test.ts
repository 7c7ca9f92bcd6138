import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { keysOfArtifact, keysOfMessage } from '../../src/domain/archive-keys.ts';
import { idHash, shardPath } from '../../src/domain/archive-layout.ts';
import { type Ranked, depths, newer } from '../../src/domain/archive-order.ts';
import { byShard, decodeShard, encodeShard, idHashOf, keyOf, shardRecord } from '../../src/domain/archive-shard.ts';
import type { Artifact } from '../../src/domain/artifact.ts';
import { packKeys, stateKey } from '../../src/domain/change-keys.ts';
import { toArtifactId } from '../../src/domain/refs.ts';

const hex = (digits: number) =>
  fc
    .array(fc.integer({ min: 0, max: 15 }), { minLength: digits, maxLength: digits })
    .map((values) => values.map((value) => value.toString(16)).join(''));
/** Few beginnings, so that shards hold more than one record. */
const record = fc
  .tuple(fc.constantFrom('00aa', '00ab', 'ffff'), hex(8), hex(16))
  .map(([a, b, hash]) => shardRecord(a + b, hash));
const records = fc.array(record, { maxLength: 80 });

const decoded = (all: Iterable<string>): ReadonlyMap<string, readonly string[]> => {
  const shards = new Map<string, readonly string[]>();
  for (const [path, shard] of byShard(all)) {
    const read = decodeShard(encodeShard(shard), path);
    if ('problem' in read) throw new Error(read.problem);
    shards.set(path, read);
  }
  return shards;
};

describe('shards', () => {
  it('give back every record, sorted and once, from the path of its key', () => {
    fc.assert(
      fc.property(records, (all) => {
        const shards = decoded(all);
        for (const one of all) expect(shards.get(shardPath(keyOf(one)))).toContain(one);
        expect([...shards.values()].flat().sort()).toEqual([...new Set(all)].sort());
        for (const shard of shards.values()) expect(shard).toEqual([...shard].sort());
      }),
    );
  });

  it('of two archives are their union, whichever comes first', () => {
    fc.assert(
      fc.property(records, records, (a, b) => {
        const union = decoded([...a, ...b]);
        expect(decoded([...b, ...a])).toEqual(union);
        expect(decoded([...[...decoded(a).values()].flat(), ...[...decoded(b).values()].flat()])).toEqual(union);
      }),
    );
  });

  it('keep keys apart that two artifacts share', () => {
    const [one, two] = ['1'.repeat(16), '2'.repeat(16)];
    const key = 'abcdef012345';
    const read = decodeShard(encodeShard([shardRecord(key, two), shardRecord(key, one)]), 'k/ab/cd');
    expect(read).toEqual([`${key}${one}`, `${key}${two}`]);
    expect(idHashOf(shardRecord(key, one))).toBe(one);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a cut record', encodeShard([`abcd${'0'.repeat(24)}`]).subarray(0, 13)],
    ['keys of another shard', encodeShard([`abce${'0'.repeat(24)}`])],
    ['the order', encodeShard([`abcd${'0'.repeat(24)}`, `abcd${'1'.repeat(24)}`]).toReversed()],
    [
      'one record twice',
      new Uint8Array([...encodeShard([`abcd${'0'.repeat(24)}`]), ...encodeShard([`abcd${'0'.repeat(24)}`])]),
    ],
  ])('are refused whole for %s', (_, bytes) => {
    expect(decodeShard(bytes, 'k/ab/cd')).toHaveProperty('problem');
  });
});

describe('of versions of one artifact', () => {
  const ranked: fc.Arbitrary<Ranked> = fc.record({
    commit: hex(4),
    depth: fc.integer({ min: 1, max: 3 }),
    time: fc.integer({ min: 0, max: 2 }),
  });

  it('the newer does not depend on the sequence', () => {
    fc.assert(
      fc.property(fc.uniqueArray(ranked, { minLength: 1, selector: ({ commit }) => commit }), (all) => {
        const [first, ...others] = all;
        if (first === undefined) return;
        const forward = others.reduce((a, b) => newer(a, b), first);
        expect(all.reduceRight((a, b) => newer(b, a))).toBe(forward);
        expect(all.every((one) => newer(one, forward) === forward)).toBe(true);
      }),
    );
  });

  it('one that is built upon another is newer whatever the clocks say', () => {
    const found = depths(
      new Map([
        ['d', ['b', 'c']],
        ['c', ['a']],
        ['b', []],
        ['a', ['gone']],
      ]),
    );
    expect(
      Array.from(found, ([commit, depth]) => [commit, depth]).sort((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 2],
      ['d', 3],
    ]);
  });
});

test('keys of a message are those of states and patches; a message without any says nothing', () => {
  const [state, patch] = ['0123456789ab', 'fedcba987654'];
  const message = `handoff-artifact: x\n\nHandoff-Meta: 2\nStates: ${packKeys([state])}\nPatches: ${packKeys([patch])}\n`;
  expect(keysOfMessage(message)).toEqual([state, patch]);
  expect(keysOfMessage('handoff-artifact: x\n')).toBeUndefined();
  expect(keysOfMessage('handoff-artifact: x\n\nStates: no keys!\n')).toEqual([]);
});

test('keys of an artifact are those of the states that it knows, whatever else another tool wrote there', async () => {
  const claimed = [
    { path: 'a.ts', blob: 'a'.repeat(40), mode: '100644' },
    { path: 'gone.ts', blob: null, mode: null },
    { path: 7, blob: 'b'.repeat(40), mode: '100644' },
  ];
  const payload = [
    { repository: { object_format: 'sha1', claimed } },
    { repository: null },
    { repository: { claimed: 'x' } },
    {},
  ];
  const keys = await keysOfArtifact({ payload } as unknown as Artifact);
  expect(keys).toEqual([await stateKey('sha1', 'a.ts', { mode: '100644', oid: 'a'.repeat(40) })]);
});

test('the hash of an id has 16 digits', async () => {
  expect(await idHash(toArtifactId('one'))).toBe('7692c3ad3540bb80');
});
