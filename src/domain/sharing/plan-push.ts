/** What a push is to change at the remote: from what is here, what is there, and what was removed. */
import type { ArtifactId } from '../refs.ts';
import { type Removed, isRemoved } from '../tombstone.ts';

export interface RefMove {
  readonly artifact_id: ArtifactId;
  /** What the remote has; null: nothing. */
  readonly from: string | null;
  readonly to: string;
}

export interface Deletion {
  readonly artifact_id: ArtifactId;
  readonly from: string;
}

export interface PushPlan {
  readonly sends: readonly RefMove[];
  /** At the remote still, and removed: deleted only from there. */
  readonly deletes: readonly Deletion[];
  /** Already there. */
  readonly same: readonly string[];
  /** Here, though its removal is recorded: never sent. */
  readonly removed: readonly string[];
  /** Neither here nor there. */
  readonly gone: readonly string[];
}

/** Tips by artifact. */
export type Tips = ReadonlyMap<string, string>;

export const planPush = (
  wanted: Iterable<ArtifactId>,
  here: Tips,
  remote: { readonly tips: Tips; readonly removed: Removed },
): PushPlan => {
  const plan = { sends: [], deletes: [], same: [], removed: [], gone: [] } as {
    -readonly [key in keyof PushPlan]: PushPlan[key][number][];
  };
  for (const artifact_id of new Set(wanted)) {
    const to = here.get(artifact_id);
    const from = remote.tips.get(artifact_id);
    const isDead = to !== undefined && isRemoved(remote.removed, artifact_id, to);
    if (isDead) plan.removed.push(artifact_id);
    else if (to !== undefined && to === from) plan.same.push(artifact_id);
    else if (to !== undefined) plan.sends.push({ artifact_id, from: from ?? null, to });
    if (to !== undefined && !isDead) continue;
    if (from !== undefined && isRemoved(remote.removed, artifact_id, from)) plan.deletes.push({ artifact_id, from });
    else if (to === undefined && from === undefined) plan.gone.push(artifact_id);
  }
  return plan;
};
