import type { QueueEntry } from '../../store/exchange/push-queue.ts';
import { type Ailment, type DoctorCheck, told } from './doctor-check.ts';

/** An entry stays until the remote confirmed it: one whose artifact is gone without a removal waits for ever. */
export const pushQueue: DoctorCheck = {
  id: 'push_queue',
  description: 'what waits to be pushed is there, and goes to the remote that was chosen',
  look: async (world, examined) => {
    if (examined === null) return [];
    const exchange = await world.exchange(world.cwd);
    const entries = exchange.queue();
    if (entries.length === 0) return [];
    const { archive } = examined.store;
    const known = new Set<string>([
      ...examined.artifacts().map(({ artifact_id }) => artifact_id),
      ...(await archive.removals()).map(({ artifact_id }) => artifact_id),
      ...(await archive.list()).map(({ artifact_id }) => artifact_id),
    ]);
    const chosen = exchange.chosen()?.address ?? null;
    const remotes = new Set((await exchange.remotes()).map(({ address }) => address));
    return entries.flatMap((entry): readonly Ailment[] => {
      if (!known.has(entry.artifact_id)) return [inVain(entry, 'is not here any more')];
      // what waits for it by name would ask for a remote of that address
      if (!remotes.has(entry.address)) return [inVain(entry, 'no remote here has that address any more')];
      if (entry.address === chosen) return [];
      return [
        told(
          'warning',
          `${entry.artifact_id} waits to be pushed to ${entry.address}, which is not the remote that was chosen`,
          'opensession session handoff artifact push --remote NAME',
        ),
      ];
    });
  },
};

const inVain = (entry: QueueEntry, why: string): Ailment => ({
  severity: 'warning',
  what: `${entry.artifact_id} waits to be pushed to ${entry.address} since ${entry.since}, and ${why}`,
  hint: null,
  fix: { kind: 'unqueue', entry },
});
