/** Times that anybody who may push can write. */
import { describe, expect, it } from 'vitest';
import { compareUpdated } from '../../../src/domain/branch/newer-version.ts';
import { readMeta, withRepublished } from '../../../src/domain/branch/session-meta.ts';
import { bothPruned, isPruned, prunedAt, readTombstone } from '../../../src/domain/branch/tombstone.ts';

const NOW = '2026-05-01T00:00:00.000Z';
const ODD = [
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.999999999Z',
  '+275760-09-13T00:00:00.000Z',
  '2027',
  'garbage',
  '2027-01-01T00:00:00+99:00',
  'Thu, 01 Jan 2037 00:00:00 GMT',
];

const prunedThen = (pruned_at: string) => {
  const tombstone = readTombstone(JSON.stringify({ session_id: 'a', updated_at: NOW, pruned_at }));
  if (tombstone === undefined) throw new Error('no tombstone');
  return tombstone;
};

const again = (text: string, after: ReturnType<typeof prunedThen>) => {
  const meta = withRepublished(text, [Date.parse(after.pruned_at)]);
  return { meta, version: { updated_at: NOW, republished_at: readMeta(meta).republished_at } };
};

describe.each([...ODD, '2037-01-01T00:00:00.000Z', '9998-12-31T23:59:59.999Z'])('pruned at %s', (time) => {
  it('it is pruned, comes back once it is published again, and goes with the next prune', () => {
    const tombstone = prunedThen(time);
    expect(isPruned(tombstone, { updated_at: NOW, republished_at: null })).toBe(true);
    const { version } = again(JSON.stringify({ republished_at: NOW }), tombstone);
    expect(isPruned(tombstone, version)).toBe(false);
    const next = { ...tombstone, pruned_at: prunedAt(NOW, version.republished_at) };
    const written = prunedThen(bothPruned(tombstone, next).pruned_at);
    expect(isPruned(written, version)).toBe(true);
  });
});

describe.each(ODD)('published again at %s', (republished_at) => {
  it('it can be pruned', () => {
    const version = { updated_at: NOW, republished_at: readMeta(JSON.stringify({ republished_at })).republished_at };
    expect(isPruned(prunedThen(prunedAt(NOW, version.republished_at)), version)).toBe(true);
    expect(compareUpdated(version.republished_at, null)).toBe(0);
  });
});
