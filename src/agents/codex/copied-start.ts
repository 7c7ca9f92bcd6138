import { asString, field } from '../../domain/json.ts';
import { millisOfId } from './thread-id.ts';
import type { RolloutRecord } from './rollout-record.ts';

/**
 * The log of a sub-agent may begin with a copy of its parent's turns, with new times (0.118, fork_context). A turn is
 * copied when its id is older than the thread's, or, where ids hold no time, when the parent has it. Says of each
 * record in order whether it belongs to the copy.
 */
export const createCopiedStart = (parentTurns: ReadonlySet<string>) => {
  let over = false;
  let copying = false;
  return (record: RolloutRecord, thread: string | undefined): boolean => {
    if (over || thread === undefined) return false;
    const turn = turnOf(record);
    if (turn === undefined) return copying;
    const made = millisOfId(turn);
    const born = millisOfId(thread);
    copying = made !== undefined && born !== undefined ? made < born : parentTurns.has(turn);
    over = !copying;
    return copying;
  };
};

const MARKS: ReadonlySet<string> = new Set(['task_started', 'turn_started']);

/** Turn that a record begins. */
export const turnOf = (record: RolloutRecord): string | undefined =>
  record.type === 'turn_context' || MARKS.has(record.kind) ? asString(field(record.payload, 'turn_id')) : undefined;
