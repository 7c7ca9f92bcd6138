/** Judges handoffs against a change: facts from git, claims from artifacts, and what a policy of the target branch asks. */
import type { ChangeRequest } from '../../git/change/open-change.ts';
import type { World } from '../ports.ts';
import { type GateOptions, type GateResult, judgeOpenChange } from './judge-open-change.ts';
import type { GateWorld } from './trusting.ts';

export interface GateRequest extends GateOptions, ChangeRequest {}

/** Of the repository here, with the artifacts that are here. @throws usage, config_invalid, policy_unsatisfiable, history_incomplete, not_a_repository, git_failed */
export const judgeChange = async (
  world: GateWorld & Pick<World, 'change' | 'store' | 'cwd' | 'pause'>,
  request: GateRequest,
): Promise<GateResult> => {
  const { search } = await world.store(world.cwd);
  search.begin?.();
  return world.change(world.cwd, { base: request.base, head: request.head }, (change) =>
    judgeOpenChange(world, { change, search }, request),
  );
};
