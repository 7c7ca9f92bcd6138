import { shellWord } from '../../domain/shell-word.ts';
import type { PathBinding } from '../../domain/binding.ts';
import type { GateRule } from './gate-rule.ts';

/** A handoff that claims the opposite, or that the target branch is done with, answers for nothing. */
const UNCLAIMED: ReadonlySet<PathBinding> = new Set(['unclaimed', 'reversed', 'replayed']);

/** Only where a handoff is there or has to be: a change of people alone has nothing to claim. */
export const filesUnclaimed: GateRule = {
  code: 'files_unclaimed',
  description: 'a path of the change is claimed by no handoff',
  severity: { default: 'warning', strict: 'error' },
  check: ({ paths, artifacts, handoff }, { max_unclaimed }) => {
    const isAsked = handoff.required || artifacts.some(({ bound }) => bound);
    const unclaimed = paths.filter(({ binding, ignored }) => UNCLAIMED.has(binding) && ignored === null);
    if (!isAsked || unclaimed.length <= max_unclaimed) return [];
    return unclaimed.map(({ path, binding, artifacts: claiming, commits: [commit] }) => ({
      message:
        binding === 'replayed'
          ? `${path} is changed as ${claiming.slice(0, 3).join(', ')} claimed before the target branch took that back`
          : `${path} is changed, and no handoff claims it`,
      place: { path, ...(commit === undefined ? {} : { commit: commit.oid }) },
      // a save on a branch that does not have the taking back yet says nothing of what came after it
      hint: `${binding === 'replayed' ? 'on top of the commit that took it back' : 'if it is your own work'}: opensession session handoff save --by-hand REASON ${shellWord(path)}`,
    }));
  },
};
