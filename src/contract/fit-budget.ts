/** Keeps a handoff within the size that an artifact may have, by leaving out the least needed first. Claims stay whole. */
import type { Handoff } from '../domain/handoff.ts';
import { jsonSize } from './json-size.ts';

/** 256 KiB of JSON. */
const BUDGET = 262_144;

const SHOWN_PACKAGES = 50;

/** One part that may be made shorter: what it holds, and the handoff with less of it. */
interface Part {
  readonly field: string;
  readonly items: (handoff: Handoff) => readonly unknown[];
  readonly keep: (handoff: Handoff, count: number) => Handoff;
  /** Never fewer than these. */
  readonly floor?: number;
}

/**
 * The handoff, or one with less in it that takes no more than `budget` bytes of compact JSON. What is left out is
 * counted in `truncated`. Files and checks are never cut, so that a handoff whose claims alone are larger stays larger.
 */
export const fitBudget = (handoff: Handoff, budget: number = BUDGET): Handoff => {
  let fitted = handoff;
  for (const part of PARTS) {
    if (jsonSize(fitted) <= budget) return fitted;
    fitted = shortened(fitted, part, budget);
  }
  return fitted;
};

/** As many items as fit, found by halving: sizes grow with the number of items. */
const shortened = (handoff: Handoff, part: Part, budget: number): Handoff => {
  const total = part.items(handoff).length;
  const floor = Math.min(part.floor ?? 0, total);
  let fits = floor;
  let over = total;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (jsonSize(keeping(handoff, part, middle)) <= budget) fits = middle;
    else over = middle;
  }
  return total === floor ? handoff : keeping(handoff, part, fits);
};

const keeping = (handoff: Handoff, part: Part, count: number): Handoff => {
  const left_out = part.items(handoff).length - count;
  const truncated = { ...handoff.truncated, [part.field]: (handoff.truncated[part.field] ?? 0) + left_out };
  return { ...part.keep(handoff, count), truncated };
};

/** The first item and the last ones: how it began, and how it stands. */
const ends = <T>(items: readonly T[], count: number): readonly T[] =>
  count === 0 ? [] : [...items.slice(0, 1), ...items.slice(items.length - count + 1)];

const firstOf = <T>(items: readonly T[], count: number): readonly T[] => items.slice(0, count);

const withContract = (handoff: Handoff, change: Partial<Handoff['execution_contract']>): Handoff => ({
  ...handoff,
  execution_contract: { ...handoff.execution_contract, ...change },
});

/** Packages and their steps are one thing; what waited for one that is left out waits no longer. */
const withPackages = (handoff: Handoff, count: number): Handoff => {
  const work_packages = handoff.work_packages.slice(0, count);
  const ids = new Set(work_packages.map(({ id }) => id));
  const waits = <T extends { readonly depends_on: readonly string[] }>(one: T): T => ({
    ...one,
    depends_on: one.depends_on.filter((id) => ids.has(id)),
  });
  const steps = handoff.execution_contract.ordered_steps.filter(({ work_package_id: id }) => ids.has(id));
  return withContract({ ...handoff, work_packages: work_packages.map(waits) }, { ordered_steps: steps.map(waits) });
};

/** Of all packages together the first so many files or commands. */
const withinPackages = (handoff: Handoff, key: 'files' | 'commands', count: number): Handoff => {
  let rest = count;
  const work_packages = handoff.work_packages.map((one) => {
    const kept = one[key].slice(0, rest);
    rest -= kept.length;
    return { ...one, [key]: kept };
  });
  return { ...handoff, work_packages };
};

const withoutRefs = (handoff: Handoff, evidence: Handoff['evidence']): Handoff => {
  const ids = new Set(evidence.map(({ id }) => id));
  const refers = <T extends { readonly evidence_refs: readonly string[] }>(one: T): T => ({
    ...one,
    evidence_refs: one.evidence_refs.filter((id) => ids.has(id)),
  });
  const { ordered_steps: steps } = handoff.execution_contract;
  return withContract(
    { ...handoff, evidence, work_packages: handoff.work_packages.map(refers) },
    { ordered_steps: steps.map(refers) },
  );
};

/** In the order in which they are given up. */
const PARTS: readonly Part[] = [
  {
    field: 'key_conversations',
    items: (handoff) => handoff.key_conversations,
    keep: (handoff, count) => ({ ...handoff, key_conversations: ends(handoff.key_conversations, count) }),
  },
  {
    field: 'user_messages',
    items: (handoff) => handoff.user_messages,
    keep: (handoff, count) => ({ ...handoff, user_messages: ends(handoff.user_messages, count) }),
  },
  {
    field: 'objective_history',
    items: (handoff) => handoff.objective_history,
    keep: (handoff, count) => ({ ...handoff, objective_history: ends(handoff.objective_history, count) }),
  },
  {
    field: 'execution_contract.ordered_commands',
    items: (handoff) => handoff.execution_contract.ordered_commands,
    keep: (handoff, count) =>
      withContract(handoff, { ordered_commands: ends(handoff.execution_contract.ordered_commands, count) }),
  },
  {
    field: 'work_packages',
    items: (handoff) => handoff.work_packages,
    keep: withPackages,
    floor: SHOWN_PACKAGES,
  },
  {
    field: 'execution_contract.done_definition',
    items: (handoff) => handoff.execution_contract.done_definition,
    keep: (handoff, count) =>
      withContract(handoff, { done_definition: firstOf(handoff.execution_contract.done_definition, count) }),
  },
  {
    field: 'files_read',
    items: (handoff) => handoff.files_read,
    keep: (handoff, count) => ({ ...handoff, files_read: firstOf(handoff.files_read, count) }),
  },
  {
    field: 'evidence',
    items: (handoff) => handoff.evidence,
    keep: (handoff, count) => withoutRefs(handoff, firstOf(handoff.evidence, count)),
  },
  {
    field: 'work_packages.commands',
    items: (handoff) => handoff.work_packages.flatMap(({ commands }) => commands),
    keep: (handoff, count) => withinPackages(handoff, 'commands', count),
  },
  {
    field: 'work_packages.files',
    items: (handoff) => handoff.work_packages.flatMap(({ files }) => files),
    keep: (handoff, count) => withinPackages(handoff, 'files', count),
  },
  {
    field: 'repository.other_dirty',
    items: (handoff) => handoff.repository?.other_dirty ?? [],
    keep: (handoff, count) =>
      handoff.repository === null
        ? handoff
        : {
            ...handoff,
            repository: { ...handoff.repository, other_dirty: handoff.repository.other_dirty.slice(0, count) },
          },
  },
  { field: 'work_packages', items: (handoff) => handoff.work_packages, keep: withPackages },
  {
    field: 'uncertainty.decision_required',
    items: (handoff) => handoff.uncertainty.decision_required,
    keep: (handoff, count) => ({
      ...handoff,
      uncertainty: { ...handoff.uncertainty, decision_required: firstOf(handoff.uncertainty.decision_required, count) },
    }),
  },
  {
    field: 'execution_contract.next_actions',
    items: (handoff) => handoff.execution_contract.next_actions,
    keep: (handoff, count) =>
      withContract(handoff, { next_actions: firstOf(handoff.execution_contract.next_actions, count) }),
    floor: 10,
  },
];
