/** The gate in CI: the same judgement of a change between remotes, whatever the workspace is. */
import type { World } from '../ports.ts';
import { type GateOptions, type GateResult, judgeOpenChange } from './judge-open-change.ts';
import type { GateWorld } from './trust-version.ts';
import type { RemoteChangeRequest } from '../../store/remote/with-remote-change.ts';

export interface RemoteGateRequest extends GateOptions, RemoteChangeRequest {}

/**
 * Waits for artifacts that the change names or has to have, as long as the policy says.
 * @throws usage, config_invalid, policy_unsatisfiable, history_incomplete, remote_unreachable, remote_denied, timed_out, git_failed
 */
export const judgeRemoteChange = (
  world: GateWorld & Pick<World, 'remoteChange' | 'pause'>,
  request: RemoteGateRequest,
): Promise<GateResult> => world.remoteChange(request, (opened) => judgeOpenChange(world, opened, request));
