/** The push of an artifact often ends after that of its branch: a gate waits for what the change names or has to have. */
import { firstAgentCommit } from '../../judging/agent-commits.ts';
import type { EffectivePolicy } from '../../domain/policy.ts';
import { isAskedFor } from '../../judging/is-asked-for.ts';
import { requirementOf } from '../../judging/requirement-of.ts';
import type { World } from '../ports.ts';
import { judgingSignatures } from './judge-signatures.ts';
import type { GateWorld } from './trusting.ts';
import { type Searched, type Searching, searchArtifacts } from './search-artifacts.ts';

export interface Awaited extends Searched {
  /** Seconds that were spent in pauses; 0: nothing was missing, or nothing could come in. */
  readonly waited_seconds: number;
  /** A named artifact, or one that has to be there, is not. */
  readonly lacks: boolean;
}

/** Seconds between looks; the last one stands for all that follow. */
const PAUSES = [1, 2, 3, 5, 8, 10];

/** Looks again with growing pauses, as long as the policy says. */
export const awaitArtifacts = async (
  world: GateWorld & Pick<World, 'pause'>,
  searching: Searching,
  asked: { readonly effective: EffectivePolicy; readonly author: string | null },
): Promise<Awaited> => {
  const { search } = searching;
  const most = search.refresh === null ? 0 : asked.effective.policy.wait_seconds;
  const judgeSignature = judgingSignatures(world, searching.trusting);
  let waited = 0;
  for (let turn = 0; ; turn++) {
    const found = await searchArtifacts(searching, judgeSignature);
    const lacks = isLacking(found, asked);
    const pause = Math.min(PAUSES[turn] ?? 10, most - waited);
    if (!lacks || pause <= 0) return { ...found, waited_seconds: waited, lacks };
    await world.pause(pause * 1000);
    waited += pause;
    await search.refresh?.();
  }
};

const isLacking = (
  { facts, binding, artifacts, missing }: Searched,
  { effective, author }: { readonly effective: EffectivePolicy; readonly author: string | null },
): boolean => {
  if (missing.length > 0) return true;
  const agentCommit = firstAgentCommit(facts.commits);
  const isNamed = artifacts.some(({ named }) => named !== null);
  const { required } = requirementOf({ policy: effective.policy, facts, agentCommit, isNamed, author });
  const isThere = artifacts.some((read, index) => isAskedFor(binding.artifacts[index], read, effective.policy));
  return required && !isThere;
};
