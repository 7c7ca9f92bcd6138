import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cheapestChain } from '../../src/binding/cheapest-chain.ts';
import { costOf, type Step, type StepKind } from '../../src/binding/step.ts';
import { type PathState, stateText } from '../../src/domain/path-state.ts';

const STATES: readonly PathState[] = [null, ...['1', '2', '3', '4', '5'].map((oid) => ({ mode: '100644', oid }))];
const state = fc.constantFrom(...STATES);
const kind = fc.constantFrom<StepKind>('artifact', 'patch', 'relinked', 'commit');
const step = fc.record({ kind, before: state, after: state }).map((one): Step => ({ ...one, artifacts: [] }));
const root = fc.record({ state, cost: fc.integer({ min: 0, max: 2 }) });

/** By going over all steps until nothing becomes cheaper. */
const costs = (roots: readonly { state: PathState; cost: number }[], steps: readonly Step[]): Map<string, number> => {
  const found = new Map<string, number>();
  const better = (at: PathState, cost: number): boolean => {
    if ((found.get(stateText(at)) ?? Number.POSITIVE_INFINITY) <= cost) return false;
    found.set(stateText(at), cost);
    return true;
  };
  for (const { state: at, cost } of roots) better(at, cost);
  let isBetter = true;
  while (isBetter) {
    isBetter = false;
    for (const { kind: how, before, after } of steps) {
      const cost = found.get(stateText(before));
      if (cost !== undefined && better(after, cost + costOf(how))) isBetter = true;
    }
  }
  return found;
};

test('finds the cheapest way, step by step from a root, and all states that there is a way to', () => {
  fc.assert(
    fc.property(fc.array(root, { maxLength: 3 }), fc.array(step, { maxLength: 14 }), state, (roots, steps, target) => {
      const chain = cheapestChain({ roots: roots.map((one) => ({ ...one, steps: [] })), target, steps });
      const known = costs(roots, steps);
      expect(chain.reached).toEqual(new Set(known.keys()));
      expect(chain.found?.cost).toBe(known.get(stateText(target)));
      if (chain.found === undefined) return;
      const way = chain.found.steps;
      const [first] = way;
      const begun = roots.find(
        ({ state: at, cost }) =>
          stateText(at) === stateText(first === undefined ? target : first.before) &&
          way.reduce((sum, { kind: how }) => sum + costOf(how), cost) === chain.found?.cost,
      );
      expect(begun).toBeDefined();
      expect(way.map(({ after }) => stateText(after))).toEqual([
        ...way.slice(1).map(({ before }) => stateText(before)),
        ...(way.length === 0 ? [] : [stateText(target)]),
      ]);
    }),
  );
});

test('a thousand claims that follow each other are one way', () => {
  const at = (nth: number): PathState => ({ mode: '100644', oid: String(nth) });
  const steps = Array.from({ length: 1_000 }, (_, nth): Step => {
    return { kind: 'artifact', before: at(nth), after: at(nth + 1), artifacts: [nth] };
  });
  const { found } = cheapestChain({
    roots: [{ state: at(0), cost: 0, steps: [] }],
    target: at(1_000),
    steps: steps.toReversed(),
  });
  expect(found?.steps.map(({ artifacts }) => artifacts[0])).toEqual(steps.map((_, nth) => nth));
});
