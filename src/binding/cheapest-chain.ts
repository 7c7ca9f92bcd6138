import { type PathState, stateText } from '../domain/path-state.ts';
import { costOf, type Step } from './step.ts';

export interface Explanation {
  readonly cost: number;
  /** From the base on. */
  readonly steps: readonly Step[];
}

export interface Root extends Explanation {
  readonly state: PathState;
}

export const rootAt = (state: PathState): Root => ({ state, cost: 0, steps: [] });

export interface Chain {
  /** undefined: no step leads there. */
  readonly found: Explanation | undefined;
  /** `stateText` of every state that a chain reaches at any cost. */
  readonly reached: ReadonlySet<string>;
}

/** A way to a state, told by its last step: who comes by a thousand states does not hold a list for each. */
interface Way {
  readonly cost: number;
  readonly from: Explanation | { readonly way: Way; readonly step: Step };
}

/** The shortest way through the states of one path (Dijkstra). There are few of them, but whoever pushes decides how many. */
export const cheapestChain = (graph: {
  readonly roots: readonly Root[];
  readonly target: PathState;
  readonly steps: readonly Step[];
}): Chain => {
  const from = Map.groupBy(graph.steps, ({ before }) => stateText(before));
  const open: Open = { best: new Map(), byCost: new Map() };
  for (const root of graph.roots) offer(open, stateText(root.state), { cost: root.cost, from: root });
  const done = new Map<string, Way>();
  for (let next = takeCheapest(open, done); next !== undefined; next = takeCheapest(open, done)) {
    const [state, way] = next;
    done.set(state, way);
    for (const step of from.get(state) ?? []) {
      const after = stateText(step.after);
      if (!done.has(after)) offer(open, after, { cost: way.cost + costOf(step.kind), from: { way, step } });
    }
  }
  const found = done.get(stateText(graph.target));
  return { found: found === undefined ? undefined : explanationOf(found), reached: new Set(done.keys()) };
};

/** The best way to each state so far, and all offers by what they cost: one that was bettered lies there until it is passed. */
interface Open {
  readonly best: Map<string, Way>;
  readonly byCost: Map<number, Offers>;
}

interface Offers {
  readonly list: (readonly [state: string, way: Way])[];
  next: number;
}

const offer = ({ best, byCost }: Open, state: string, way: Way): void => {
  const known = best.get(state);
  if (known !== undefined && known.cost <= way.cost) return;
  best.set(state, way);
  const offers = byCost.get(way.cost);
  if (offers === undefined) byCost.set(way.cost, { list: [[state, way]], next: 0 });
  else offers.list.push([state, way]);
};

/** Of equal ones the first that was offered. */
const takeCheapest = (
  { best, byCost }: Open,
  done: ReadonlyMap<string, Way>,
): readonly [state: string, way: Way] | undefined => {
  while (byCost.size > 0) {
    let cost = Number.POSITIVE_INFINITY;
    for (const one of byCost.keys()) cost = Math.min(cost, one);
    const offers = byCost.get(cost);
    const next = offers?.list[offers.next];
    if (offers === undefined || next === undefined) {
      byCost.delete(cost);
      continue;
    }
    offers.next++;
    const [state, way] = next;
    if (!done.has(state) && best.get(state) === way) return next;
  }
  return undefined;
};

/** From the base on. */
const explanationOf = (way: Way): Explanation => {
  const steps: Step[] = [];
  let at = way;
  while ('way' in at.from) {
    steps.push(at.from.step);
    at = at.from.way;
  }
  return { cost: way.cost, steps: [...at.from.steps, ...steps.reverse()] };
};
