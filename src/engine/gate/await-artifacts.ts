/** The push of an artifact often ends after that of its branch: a gate waits for what the change names or has to have. */
import type { Judgement } from '../../domain/judgement.ts';
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
  /** Whether one has to be there. */
  readonly handoff: Judgement['handoff'];
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
    const handoff = requirementIn(found, asked);
    const lacks = isLacking(found, asked.effective, handoff);
    const pause = Math.min(PAUSES[turn] ?? 10, most - waited);
    if (!lacks || pause <= 0) return { ...found, waited_seconds: waited, handoff, lacks };
    await world.pause(pause * 1000);
    waited += pause;
    await search.refresh?.();
  }
};

const requirementIn = (
  { facts, artifacts, missing }: Searched,
  { effective, author }: { readonly effective: EffectivePolicy; readonly author: string | null },
): Judgement['handoff'] => {
  const isNamed = missing.length > 0 || artifacts.some(({ named }) => named !== null);
  return requirementOf({ policy: effective.policy, facts, isNamed, author });
};

const isLacking = (
  { binding, artifacts, missing }: Searched,
  { policy }: EffectivePolicy,
  { required }: Judgement['handoff'],
): boolean =>
  missing.length > 0 ||
  (required && !artifacts.some((read, index) => isAskedFor(binding.artifacts[index], read, policy)));
