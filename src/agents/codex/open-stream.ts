import type { OpenStream } from '../agent.ts';
import { findThread } from './find-rollouts.ts';
import { headOf } from './head-of.ts';
import { lineRecords } from './read-records.ts';
import { openRollout } from './read-rollout.ts';
import type { RolloutHead } from './rollout-state.ts';
import { sessionFiles } from './session-files.ts';

/** A rollout as it grows, as long as no sub-agent of it has a rollout of its own: those are put in by time. */
export const openStream: OpenStream = ({ source, logs, tally }) => {
  const { path } = source;
  if (!path.endsWith('.jsonl') || sessionFiles(source, logs).length > 1) return undefined;
  const head: RolloutHead = {};
  const spawned: string[] = [];
  const onSpawned = (id: string): void => void spawned.push(id);
  const rollout = openRollout({ tally, prefix: '', head, parentTurns: new Set(), onSpawned });
  const place = { source: 0, tally, isSettled: rollout.isSettled };
  return {
    push: (line) => {
      const records = lineRecords(line, place);
      const [first] = records;
      if (records.length === 1 && first !== undefined) return rollout.push(first);
      return records.flatMap((record) => rollout.push(record));
    },
    end: () => {
      const end = rollout.end();
      return { events: end.events, head: headOf(end.head, { path, model: rollout.model(), sources: [path] }) };
    },
    holds: () => spawned.every((id) => (findThread(id, path, logs) ?? path) === path),
  };
};
