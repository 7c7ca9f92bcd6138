import { expect, it } from 'vitest';
import * as fc from 'fast-check';
import { type Clone, PREFIX, contentsOf, origin } from '../../support/clones.ts';

const step = fc.record({
  who: fc.constantFrom<0 | 1>(0, 1),
  what: fc.constantFrom('save', 'save', 'push', 'fetch'),
  id: fc.constantFrom('one', 'two'),
  mark: fc.constantFrom('x', 'y', 'z'),
});

const tipsIn = (at: Pick<Clone, 'git'>): string => at.git('for-each-ref', '--format=%(refname) %(objectname)', PREFIX);

it('whatever two clones save and sync, after both synced they agree and no version is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
      const remote = origin();
      const clones = [await remote.clone(), await remote.clone()] as const;
      const saved = new Map<string, Set<string>>();
      for (const { who, what, id, mark } of steps) {
        const clone = clones[who];
        if (what === 'push') expect((await clone.push()).problem).toBeNull();
        else if (what === 'fetch') expect((await clone.fetch()).problem).toBeNull();
        else {
          const commit = await clone.save(id, mark);
          const contents = saved.get(id) ?? new Set();
          saved.set(id, contents.add(clone.git('rev-parse', `${commit}:artifact.json`)));
        }
      }
      for (const clone of [clones[0], clones[1], clones[0]]) {
        const { problem, kept } = await clone.push();
        expect({ problem, kept }).toEqual({ problem: null, kept: [] });
        await clone.fetch();
      }
      expect(tipsIn(clones[0])).toBe(tipsIn(remote));
      await clones[1].fetch();
      expect(tipsIn(clones[1])).toBe(tipsIn(remote));
      for (const [id, contents] of saved) expect(new Set(contentsOf(clones[0], `${PREFIX}${id}`))).toEqual(contents);
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 180_000);
