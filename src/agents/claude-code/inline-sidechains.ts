import { asText, field, type JsonObject } from '../../domain/json.ts';
import { createRecent } from '../reading/recent.ts';
import { createLane, endLane } from './lane.ts';
import type { Lane, OutEvent, SessionState } from './record.ts';

/** Sub-agents whose records stand in the session's own file, marked `isSidechain` (1.0.x). */
export interface InlineSidechains {
  /** The lane of a record that is marked; a record without a known parent begins a new one. */
  laneOf(record: JsonObject, id: string): Lane;
  /** The lane was started by this call. */
  link(lane: Lane, callId: string): void;
  /** Whether any was linked to a call that has no result yet. */
  isWaiting(): boolean;
  /** The call of a sub-agent got its result: its last events. */
  ended(callId: string): readonly OutEvent[];
  /** Those that have not ended. */
  open(): readonly Lane[];
}

const KEPT_PARENTS = 20_000;
/** What begins after so many goes on in the last one, so that a log cannot grow this without end. */
const MAX_LANES = 10_000;

export const createInlineSidechains = (lane: Lane, state: SessionState): InlineSidechains => {
  const parents = createRecent<Lane>(KEPT_PARENTS);
  const open = new Map<string, Lane>();
  const byCall = new Map<string, Lane>();
  const keys = new WeakMap<Lane, string>();
  let latest: Lane | undefined;
  let lanes = 0;
  const create = (key: string): Lane => {
    if (lanes >= MAX_LANES && latest !== undefined) return latest;
    lanes++;
    const created = createLane(state.tasks.claim(key), lane.source, lane.time);
    open.set(key, created);
    keys.set(created, key);
    return (latest = created);
  };
  /** The last events of a lane that is open. */
  const close = (one: Lane): readonly OutEvent[] => (open.delete(keys.get(one) ?? '') ? endLane(one) : []);
  return {
    laneOf: (record, id) => {
      const agentId = asText(field(record, 'agentId'));
      const parent = asText(field(record, 'parentUuid'));
      const known =
        agentId === undefined ? (parent === undefined ? undefined : parents.get(parent)) : open.get(agentId);
      const found = known ?? create(agentId ?? `sidechain-${id}`);
      const uuid = asText(field(record, 'uuid'));
      if (uuid !== undefined) parents.set(uuid, found);
      return found;
    },
    link: (one, callId) => void byCall.set(callId, one),
    isWaiting: () => byCall.size > 0,
    ended: (callId) => {
      const one = byCall.get(callId);
      return one !== undefined && byCall.delete(callId) ? close(one) : [];
    },
    open: () => [...open.values()],
  };
};
