import type { Handoff } from '../domain/handoff.ts';
import { isGone, isOtherMode, type Manifest } from '../domain/manifest.ts';
import type { SaidBySession } from './record-states.ts';

/** What a handoff says of files, where the log is not at hand: a path in which something was redacted is not found again. */
export const saidByHandoff = (handoff: Handoff): SaidBySession => ({
  start: handoff.repository?.base_commit ?? null,
  changes: (handoff.files_modified ?? []).map(({ path, scope, action, from, by }) => ({
    path,
    inside: scope !== 'outside',
    action,
    by: by.includes('edit-tool') ? 'edit-tool' : 'shell',
    ...(from === undefined ? {} : { from }),
  })),
  checked_at: (handoff.verification?.checks_run ?? []).map(({ at }) => at),
});

/**
 * What an artifact claims as gone or made one that can be run, where the logs are not at hand: of what was meant by a
 * folder or a pattern its handoff names nothing.
 */
export const sweptByManifest = ({ entries }: Pick<Manifest, 'entries'>): SaidBySession => ({
  start: null,
  changes: entries.flatMap((entry) => {
    if (!entry.claimed || entry.by !== 'shell' || !(isGone(entry) || isOtherMode(entry))) return [];
    return [{ path: entry.path, inside: true, action: isGone(entry) ? 'deleted' : 'edited', by: entry.by }];
  }),
  checked_at: [],
});
