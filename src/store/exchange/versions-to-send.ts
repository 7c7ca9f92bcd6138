import { artifactRef } from '../../domain/refs.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { RefMove } from '../../domain/sharing/plan-push.ts';
import type { PushedRef } from '../../git/transfer/push-refs.ts';
import { promisorRemote } from '../../git/promisor-remote.ts';
import type { Place } from '../place.ts';
import { checkVersions } from './check-versions.ts';
import type { There } from './look-around.ts';
import type { Kept } from './push-order.ts';

/**
 * What is at a ref of ours may have come there by hand, with anything below it: it leaves as a whole, or not at all. So
 * does what is not all here.
 */
export const versionsToSend = async (
  place: Place,
  moves: readonly RefMove[],
  there: Pick<There, 'tips' | 'below'>,
): Promise<{ readonly sends: readonly PushedRef[]; readonly kept: readonly Kept[] }> => {
  if (moves.length === 0) return { sends: [], kept: [] };
  const tips = new Map(moves.map(({ artifact_id, to }) => [artifact_id, to] as const));
  const wrong = await checkVersions(place, tips, there.tips.values());
  const isLacking = [...wrong.values()].some(({ isIncomplete }) => isIncomplete);
  const whole = isLacking ? await promisorRemote(place.git, place.cwd) : '';
  const kept = [...wrong].map(([artifact_id, { what, isIncomplete }]): Kept => ({
    artifact_id,
    reason: isIncomplete ? 'incomplete' : 'no_artifact',
    detail: isIncomplete && whole !== '' ? `${what} --remote ${shellWord(whole)}` : what,
  }));
  for (const { artifact_id } of moves) {
    const ref = there.below.get(artifact_id);
    if (ref !== undefined && !wrong.has(artifact_id))
      kept.push({ artifact_id, reason: 'moved', detail: `${ref} of the remote is in the way` });
  }
  const stays = new Set(kept.map(({ artifact_id }) => artifact_id));
  const sends = moves.filter(({ artifact_id }) => !stays.has(artifact_id));
  return { sends: sends.map(({ artifact_id, to }) => ({ ref: artifactRef(artifact_id), to })), kept };
};
