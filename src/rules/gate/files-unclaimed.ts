import { shellWord } from '../../domain/shell-word.ts';
import type { GateRule } from './gate-rule.ts';

/** Only where a handoff is there or has to be: a change of people alone has nothing to claim. */
export const filesUnclaimed: GateRule = {
  code: 'files_unclaimed',
  description: 'a path of the change is claimed by no handoff',
  severity: { default: 'warning', strict: 'error' },
  check: ({ paths, artifacts, handoff }, { max_unclaimed }) => {
    const isAsked = handoff.required || artifacts.some(({ bound }) => bound);
    // a handoff that claims the opposite answers for nothing
    const unclaimed = paths.filter(
      ({ binding, ignored }) => (binding === 'unclaimed' || binding === 'reversed') && ignored === null,
    );
    if (!isAsked || unclaimed.length <= max_unclaimed) return [];
    return unclaimed.map(({ path, commits: [commit] }) => ({
      message: `${path} is changed, and no handoff claims it`,
      place: { path, ...(commit === undefined ? {} : { commit: commit.oid }) },
      hint: `if it is your own work: opensession session handoff save --by-hand REASON ${shellWord(path)}`,
    }));
  },
};
