import type { OpenStream } from '../agent.ts';
import { openStrands, type Strand, withStrands } from '../reading/interleave.ts';
import { headOf } from './head-of.ts';
import { lineRecords } from './read-records.ts';
import { openRollout } from './read-rollout.ts';
import { isAtRest, mainThread, openFamily, spawning } from './sub-agents.ts';

/** A rollout as it grows, with sub-agents that are at rest: what one of them adds may belong between older events. */
export const openStream: OpenStream = (reading) => {
  const { source, tally } = reading;
  const { path } = source;
  if (!path.endsWith('.jsonl')) return undefined;
  const family = openFamily(reading);
  const added: Strand[] = [];
  const strands = openStrands(added);
  const thread = mainThread(path, {});
  const rollout = openRollout({ ...thread, tally, onSpawned: spawning(family, thread, added) });
  const place = { source: 0, tally, isSettled: rollout.isSettled };
  return {
    push: (line) => {
      const records = lineRecords(line, place);
      const [first] = records;
      const events =
        records.length === 1 && first !== undefined
          ? rollout.push(first)
          : records.flatMap((record) => rollout.push(record));
      return withStrands(events, strands);
    },
    end: () => {
      if (strands.isDue()) return undefined;
      const { events, head } = rollout.end();
      return { events, head: headOf(head, { path, model: rollout.model(), sources: family.sources }) };
    },
    holds: () => isAtRest(family),
    close: () => strands.close(),
  };
};
