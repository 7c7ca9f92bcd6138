import type { Handoff } from '../domain/handoff.ts';
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
