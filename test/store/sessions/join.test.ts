import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BRANCH, pathsOn, sessionWith } from './branch-fixture.ts';
import { cloneOf, origin, push } from './clones.ts';

const metas = (paths: readonly string[]): readonly string[] => paths.filter((path) => path.endsWith('.meta.json'));

describe('several clones', () => {
  test('two that began the branch each on its own are joined, both histories kept', async () => {
    const repo = origin();
    const [a, b] = [await cloneOf(repo, 'a'), await cloneOf(repo, 'b')];
    await a.store.put(sessionWith('aa1', 2), sessionWith('both', 2));
    await b.store.put(sessionWith('bb1', 2), sessionWith('both', 4));
    expect(await push(a)).toMatchObject({ changed: true });
    expect(await push(b)).toMatchObject({ changed: true });
    expect(metas(pathsOn(repo))).toEqual(['v1/aa/aa1.meta.json', 'v1/bb/bb1.meta.json', 'v1/bo/both.meta.json']);
    expect(repo.git('rev-list', '--count', '--no-merges', BRANCH)).toBe('4');
    expect(
      (await b.store.list()).sessions.find(({ session_id }) => session_id === 'both')?.meta.stats?.event_count,
    ).toBe(4);
    expect(await push(a)).toMatchObject({ changed: false });
    expect(repo.gitWith({ cwd: a.dir }, 'rev-parse', BRANCH)).toBe(repo.git('rev-parse', BRANCH));
    expect(repo.git('fsck', '--strict')).toBe('');
  });

  test('what the remote lacks is shown before it is sent, and nothing is sent when that throws', async () => {
    const repo = origin();
    const a = await cloneOf(repo, 'a');
    await a.store.put(sessionWith('abc', 2));
    await push(a);
    await a.store.put(sessionWith('abc', 4));
    await a.store.put(sessionWith('abc', 6));
    const seen: string[] = [];
    const inspect = async (text: string, path: string): Promise<void> => {
      if (path.endsWith('.hail.jsonl')) seen.push(text);
      if (seen.length === 2) throw new Error('no');
    };
    const before = repo.git('rev-parse', BRANCH);
    await expect(push(a, { inspect })).rejects.toThrow('no');
    expect(repo.git('rev-parse', BRANCH)).toBe(before);
    expect(new Set(seen.map((text) => text.split('\n').length))).toEqual(new Set([7, 9]));
  });

  test('the union is the same from both sides', { timeout: 120_000 }, async () => {
    const content = fc.dictionary(fc.constantFrom('aa1', 'aa2', 'bb1', 'x'), fc.integer({ min: 1, max: 3 }), {
      maxKeys: 4,
    });
    const clones = async () => {
      const repo = origin();
      return { repo, a: await cloneOf(repo, 'a'), b: await cloneOf(repo, 'b') };
    };
    await fc.assert(
      fc.asyncProperty(content, content, async (ours, theirs) => {
        fc.pre(Object.keys(ours).length > 0 && Object.keys(theirs).length > 0);
        const trees = [];
        for (const [first, second] of [
          [ours, theirs],
          [theirs, ours],
        ]) {
          const { repo, a, b } = await clones();
          for (const [clone, sessions] of [
            [a, first],
            [b, second],
          ] as const)
            for (const [id, messages] of Object.entries(sessions ?? {}))
              await clone.store.put(sessionWith(id, messages));
          await push(a);
          await push(b);
          trees.push(repo.git('rev-parse', `${BRANCH}^{tree}`));
        }
        expect(trees[0]).toBe(trees[1]);
      }),
      { numRuns: 2 },
    );
  });

  test('writers of many clones all get in', { timeout: 120_000 }, async () => {
    const repo = origin();
    const clones = await Promise.all(['a', 'b', 'c'].map((name) => cloneOf(repo, name)));
    await Promise.all(
      clones.map(async (clone, number) => {
        for (let n = 0; n < 4; n++) {
          await clone.store.put(sessionWith(`${number}-${n}`, 2));
          await push(clone);
        }
      }),
    );
    expect(metas(pathsOn(repo)).length).toBe(12);
    expect(repo.git('rev-list', '--count', '--no-merges', BRANCH)).toBe('12');
  });
});
