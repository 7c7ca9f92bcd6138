import { type PathState, stateText } from '../domain/path-state.ts';
import { costOf, type Step } from './step.ts';

export interface Explanation {
  readonly cost: number;
  /** From the base on. */
  readonly steps: readonly Step[];
}

export interface Chain {
  /** undefined: no step leads there. */
  readonly found: Explanation | undefined;
  /** `stateText` of every state that a chain reaches at any cost. */
  readonly reached: ReadonlySet<string>;
}

/** The shortest way through the states of one path (Dijkstra; there are few of them). */
export const cheapestChain = (graph: {
  readonly roots: readonly (Explanation & { readonly state: PathState })[];
  readonly target: PathState;
  readonly steps: readonly Step[];
}): Chain => {
  const from = new Map<string, Step[]>();
  for (const step of graph.steps) {
    const key = stateText(step.before);
    const list = from.get(key);
    if (list === undefined) from.set(key, [step]);
    else list.push(step);
  }
  const open = new Map<string, Explanation>();
  for (const { state, cost, steps } of graph.roots) offer(open, stateText(state), { cost, steps });
  const done = new Map<string, Explanation>();
  for (let next = cheapestOf(open); next !== undefined; next = cheapestOf(open)) {
    const [state, here] = next;
    open.delete(state);
    done.set(state, here);
    for (const step of from.get(state) ?? []) {
      const after = stateText(step.after);
      if (!done.has(after)) offer(open, after, { cost: here.cost + costOf(step.kind), steps: [...here.steps, step] });
    }
  }
  return { found: done.get(stateText(graph.target)), reached: new Set(done.keys()) };
};

const offer = (open: Map<string, Explanation>, state: string, way: Explanation): void => {
  const known = open.get(state);
  if (known === undefined || way.cost < known.cost) open.set(state, way);
};

const cheapestOf = (open: ReadonlyMap<string, Explanation>): [string, Explanation] | undefined => {
  let best: [string, Explanation] | undefined;
  for (const entry of open) if (best === undefined || entry[1].cost < best[1].cost) best = entry;
  return best;
};
