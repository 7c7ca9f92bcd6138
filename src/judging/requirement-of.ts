import type { ChangeFacts } from '../domain/change-facts.ts';
import type { Judgement } from '../domain/judgement.ts';
import type { Policy } from '../domain/policy.ts';
import { firstAgentCommit } from './agent-commits.ts';

/**
 * Whether a handoff has to be there, and why.
 * @param of `isNamed`: the change names one, be it there or not. `author`: of the pull request, as whoever hosts it says, never
 *   as a commit does; null: nobody says
 */
export const requirementOf = (of: {
  readonly policy: Pick<Policy, 'require' | 'exempt_actors'>;
  readonly facts: Pick<ChangeFacts, 'paths' | 'commits'>;
  readonly isNamed: boolean;
  readonly author: string | null;
}): Judgement['handoff'] => {
  const { require, exempt_actors } = of.policy;
  if (of.facts.paths.size === 0) return { required: false, reason: 'the change is empty' };
  if (require === 'never') return { required: false, reason: 'the policy asks for none' };
  const agentCommit = firstAgentCommit(of.facts.commits);
  if (!of.isNamed && agentCommit === undefined && of.author !== null && exempt_actors.includes(of.author))
    return { required: false, reason: `the policy asks for none of ${of.author}` };
  if (require === 'always') return { required: true, reason: 'the policy asks for one always' };
  if (agentCommit !== undefined)
    return { required: true, reason: `commit ${agentCommit.oid.slice(0, 12)} seems to be an agent's` };
  if (of.isNamed) return { required: true, reason: 'the change names one' };
  return { required: false, reason: 'no commit of the change seems to be an agent’s' };
};
