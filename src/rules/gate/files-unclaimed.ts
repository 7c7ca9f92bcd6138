import type { PathBinding } from '../../domain/binding.ts';
import type { JudgedPath } from '../../domain/judgement.ts';
import type { GateRule } from './gate-rule.ts';
import { byHandHint } from './save-hint.ts';

/** A handoff that claims the opposite, that the target branch is done with, or that does not say to what, answers for nothing. */
const UNCLAIMED: ReadonlySet<PathBinding> = new Set(['unclaimed', 'reversed', 'replayed', 'withheld']);

/** Only where a handoff is there or has to be: a change of people alone has nothing to claim. */
export const filesUnclaimed: GateRule = {
  code: 'files_unclaimed',
  description: 'a path of the change is claimed by no handoff',
  severity: { default: 'warning', strict: 'error' },
  check: ({ paths, artifacts, handoff }, { max_unclaimed }) => {
    const isAsked = handoff.required || artifacts.some(({ bound }) => bound);
    const unclaimed = paths.filter(({ binding, ignored }) => UNCLAIMED.has(binding) && ignored === null);
    if (!isAsked || unclaimed.length <= max_unclaimed) return [];
    return unclaimed.map((one) => ({
      message: wordsOf(one),
      place: { path: one.path, ...(one.commits[0] === undefined ? {} : { commit: one.commits[0].oid }) },
      hint: `${WHEN[one.binding] ?? 'if it is your own work'}: ${byHandHint(one.path)}`,
    }));
  },
};

const wordsOf = ({ path, binding, artifacts }: JudgedPath): string => {
  const claiming = artifacts.slice(0, 3).join(', ');
  if (binding === 'replayed')
    return `${path} is changed as ${claiming} claimed before the target branch took that back`;
  return binding === 'withheld'
    ? `${path} is changed, and what claims it tells no state (${claiming}): it may have been anything`
    : `${path} is changed, and no handoff claims it`;
};

const WHEN: { readonly [binding in PathBinding]?: string } = {
  // a save on a branch that does not have the taking back yet says nothing of what came after it
  replayed: 'on top of the commit that took it back',
  // then the commit tells the state, and nothing else has to
  withheld: 'once it is committed, and if it is as it should be',
};
