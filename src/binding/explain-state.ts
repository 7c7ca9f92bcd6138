/**
 * Whether somebody answers for what a path is at a commit: the cheapest chain of steps that leads there from the base.
 * Steps of artifacts, of equal patches and of links cost nothing; a commit's own step, which nobody explains, costs one.
 *
 * States of a side branch say nothing of another base: a clean merge stands for its parents, each explained from its
 * own merge bases, and it does so only while the path's base is the same. So `merge -X ours`, which drops what the
 * target branch did, is no chain, although the branch alone would be one.
 */
import { distinctStates, type PathState, stateText } from '../domain/path-state.ts';
import { type Chain, cheapestChain, type Root, rootAt } from './cheapest-chain.ts';
import type { RangeHistory } from './range-history.ts';
import type { Step } from './step.ts';

export interface PathQuestion {
  readonly head: string;
  readonly history: RangeHistory;
  readonly path: string;
  /** Where the path begins: its state at the merge bases of a commit with the target branch, several where git cannot merge them. */
  readonly basesOf: (commit: string) => readonly PathState[];
  /** Steps that cost nothing: of artifacts, patches and links. */
  readonly vouched: readonly Step[];
}

/** The cheapest chain to the path's state at head, and every state that any chain from the base reaches. */
export const explainState = (question: PathQuestion): Chain => explainAt(question, new Map(), question.head);

const NOTHING: Chain = { found: { cost: 0, steps: [] }, reached: new Set() };

const explainAt = (question: PathQuestion, known: Map<string, Chain>, oid: string): Chain => {
  const before = known.get(oid);
  if (before !== undefined) return before;
  // Unchanged since the base, or part of it: there is nothing to explain.
  const target = question.history.stateAt(oid, question.path);
  const chain = target === undefined ? NOTHING : chainTo(question, known, { oid, target });
  known.set(oid, chain);
  return chain;
};

const chainTo = (
  question: PathQuestion,
  known: Map<string, Chain>,
  { oid, target }: { readonly oid: string; readonly target: PathState },
): Chain => {
  const { history, path, basesOf } = question;
  const bases = distinctStates(basesOf(oid));
  const merges: Root[] = [];
  for (const merge of history.cleanMerges(oid, path).filter((commit) => sameBases(basesOf(commit.oid), bases))) {
    const after = history.stateAt(merge.oid, path);
    // Parents come before their merge, so this ends.
    const parents = merge.parents.map((parent) => explainAt(question, known, parent).found);
    if (after === undefined || parents.includes(undefined)) continue;
    const steps = parents.flatMap((parent) => parent?.steps ?? []);
    const cost = parents.reduce((sum, parent) => sum + (parent?.cost ?? 0), 0);
    const merged: Step = { kind: 'merged', before: bases[0] ?? null, after, artifacts: [], commit: merge.oid };
    merges.push({ state: after, cost, steps: [...steps, merged] });
  }
  const own = history.ownSteps(oid, path).map((step): Step => ({ ...step, kind: 'commit', artifacts: [] }));
  const steps = [...question.vouched, ...own];
  if (bases.length < 2) return cheapestChain({ roots: [...bases.map(rootAt), ...merges], target, steps });
  return fromEach(bases.map((base) => cheapestChain({ roots: [rootAt(base), ...merges], target, steps })));
};

/** Where each base counts, a way from one of them is none from another, that may have a fix which the first lacks. */
const fromEach = (chains: readonly Chain[]): Chain => {
  const found = chains.flatMap((chain) => chain.found ?? []);
  const [first, ...rest] = chains.map(({ reached }) => reached);
  return {
    found:
      found.length < chains.length
        ? undefined
        : {
            cost: found.reduce((sum, { cost }) => sum + cost, 0),
            steps: [...new Set(found.flatMap(({ steps }) => steps))],
          },
    reached: new Set([...(first ?? [])].filter((state) => rest.every((reached) => reached.has(state)))),
  };
};

const sameBases = (a: readonly PathState[], b: readonly PathState[]): boolean =>
  [...new Set(a.map(stateText))].sort().join('\n') === [...new Set(b.map(stateText))].sort().join('\n');
