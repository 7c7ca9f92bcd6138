import { shellWord } from '../../domain/shell-word.ts';
import type { ConfigEntry } from '../../git/user-config.ts';
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
    const allow = chosen === null ? '' : ' --allow-remote';
    const remotes = new Map((await exchange.remotes()).map(({ name, address }) => [address, name]));
    const isElsewhere = hasOthers(examined.config);
    return entries.flatMap((entry): readonly Ailment[] => {
      if (!known.has(entry.artifact_id)) return [inVain(entry, 'is not here any more')];
      const name = remotes.get(entry.address);
      if (name === undefined) {
        if (isElsewhere) return [told('warning', said(entry, 'no remote in this working tree is pushed to there'))];
        return [inVain(entry, 'no remote here is pushed to there any more', IF_MOVED)];
      }
      if (entry.address === chosen) return [];
      return [
        told(
          'warning',
          `${entry.artifact_id} waits to be pushed to ${entry.address}, which is not the remote that was chosen`,
          `opensession session handoff artifact push ${entry.artifact_id} --remote ${shellWord(name)}${allow}`,
        ),
      ];
    });
  },
};

/** The queue is that of all working trees and branches, and some of them may have a remote that this one has not. */
const hasOthers = (config: readonly ConfigEntry[]): boolean =>
  config.some(
    ({ scope, key, value }) =>
      (key === 'extensions.worktreeconfig' && value !== 'false') ||
      (key.startsWith('includeif.') && scope !== 'system' && scope !== 'global'),
  );

/** By the refs themselves a push of all finds what was to be sent. */
const IF_MOVED = 'if the remote is at another address now: opensession session handoff artifact push --remote NAME';

const said = ({ artifact_id, address, since }: QueueEntry, why: string): string =>
  `${artifact_id} waits to be pushed to ${address} since ${since}, and ${why}`;

const inVain = (entry: QueueEntry, why: string, hint: string | null = null): Ailment => ({
  severity: 'warning',
  what: said(entry, why),
  hint,
  fix: { kind: 'unqueue', entry },
});
