import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toArtifactId } from '../../../src/domain/refs.ts';
import { type Clone, origin } from '../../support/clones.ts';

const chosen = async (clone: Clone): Promise<Clone> => {
  const [remote] = await clone.exchange.remotes();
  if (remote !== undefined) await clone.exchange.choose(remote);
  return clone;
};

const unsent = ({ exchange }: Clone, ...ids: string[]): Promise<readonly string[]> =>
  exchange.unsent(ids.map(toArtifactId));

describe('what the remote is not known to have', () => {
  test('is what was saved since it was pushed', async () => {
    const here = await chosen(await origin().clone());
    for (const id of ['one', 'two']) await here.save(id, 'a');
    expect(await unsent(here, 'one', 'two', 'of-nobody')).toEqual(['one', 'two']);
    await here.push('one');
    expect(await unsent(here, 'one', 'two')).toEqual(['two']);
    await here.save('one', 'b');
    expect(await unsent(here, 'one', 'two')).toEqual(['one', 'two']);
    await here.push();
    await here.push();
    expect(await unsent(here, 'one', 'two')).toEqual([]);
  });

  test('is nothing that was fetched, but what was put on top of it', async () => {
    const remote = origin();
    const [there, here] = [await remote.clone(), await chosen(await remote.clone())];
    for (const id of ['one', 'two']) await there.save(id, 'a');
    await there.push();
    await here.fetch();
    expect(await unsent(here, 'one', 'two')).toEqual([]);
    await here.save('two', 'b');
    expect(await unsent(here, 'one', 'two')).toEqual(['two']);
  });

  test('is all where a push failed, or another remote is chosen', async () => {
    const remote = origin();
    const here = await chosen(await remote.clone());
    await here.save('one', 'a');
    rmSync(remote.dir, { recursive: true });
    expect((await here.push()).problem).not.toBeNull();
    expect(await unsent(here, 'one')).toEqual(['one']);
    const other = origin();
    here.git('remote', 'set-url', 'origin', `file://${other.dir}`);
    await here.push();
    expect(await unsent(here, 'one')).toEqual(['one']);
    await chosen(here);
    expect(await unsent(here, 'one')).toEqual(['one']);
    await here.push();
    expect(await unsent(here, 'one')).toEqual([]);
  });

  test('is nothing where there is no remote; a record that is none of ours is none', async () => {
    const here = await chosen(await origin().clone());
    await here.save('one', 'a');
    await here.push();
    writeFileSync(join(here.dir, '.git/opensession/known-there.json'), '{"version":1,"tips":7}');
    expect(await unsent(here, 'one')).toEqual(['one']);
    here.git('remote', 'remove', 'origin');
    expect(await unsent(here, 'one')).toEqual([]);
  });

  test('costs no push anything where it cannot be kept', async () => {
    const here = await origin().clone();
    await here.save('one', 'a');
    mkdirSync(join(here.dir, '.git/opensession/known-there.json'), { recursive: true });
    const { sent, problem } = await here.push();
    expect({ sent: sent.length, problem }).toEqual({ sent: 1, problem: null });
  });
});
