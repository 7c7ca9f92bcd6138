import type { ChangeFacts, RangeCommit } from '../domain/change-facts.ts';
import type { Judgement } from '../domain/judgement.ts';
import type { Policy } from '../domain/policy.ts';

/** Whether a handoff has to be there, and why. @param of `isNamed`: the change names one, be it there or not */
export const requirementOf = (of: {
  readonly policy: Pick<Policy, 'require'>;
  readonly facts: Pick<ChangeFacts, 'paths'>;
  readonly agentCommit: RangeCommit | undefined;
  readonly isNamed: boolean;
}): Judgement['handoff'] => {
  const { require } = of.policy;
  if (of.facts.paths.size === 0) return { required: false, reason: 'the change is empty' };
  if (require === 'never') return { required: false, reason: 'the policy asks for none' };
  if (require === 'always') return { required: true, reason: 'the policy asks for one always' };
  if (of.agentCommit !== undefined)
    return { required: true, reason: `commit ${of.agentCommit.oid.slice(0, 12)} seems to be an agent's` };
  if (of.isNamed) return { required: true, reason: 'the change names one' };
  return { required: false, reason: 'no commit of the change seems to be an agent’s' };
};
