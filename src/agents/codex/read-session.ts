import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import { headOf } from './head-of.ts';
import type { RolloutHead } from './rollout-state.ts';
import { mainThread, openFamily, readThread } from './sub-agents.ts';

/** Reads a rollout and, through it, the rollouts of its sub-agents. */
export function* readSession(reading: Reading): Generator<Event, SessionHead> {
  const { path } = reading.source;
  const family = openFamily(reading);
  const head: RolloutHead = {};
  const { model } = yield* readThread(family, mainThread(path, head));
  return headOf(head, { path, model, sources: family.sources });
}
