/** What a push tells of what it met: each writes into the log, and decides nothing. */
import { ARCHIVE_REF, TOMBSTONES_REF } from '../../domain/refs.ts';
import type { PushPlan } from '../../domain/sharing/plan-push.ts';
import type { LocalTips } from './local-tips.ts';
import type { There } from './look-around.ts';
import { keptAt } from './no-artifact.ts';
import type { PushLog } from './push-order.ts';
import type { Records } from './records-to-send.ts';

/** Removals and the archive: whether they stayed, and why. */
export const noteKept = (log: PushLog, { kept }: Records): void => {
  for (const ref of [ARCHIVE_REF, TOMBSTONES_REF]) {
    const one = kept.get(ref);
    if (one === undefined) log.kept.delete(ref);
    else log.kept.set(ref, one);
  }
};

/** The archive went. */
export const noteSent = (log: PushLog, { archive }: There): void => {
  if (archive?.to == null) return;
  const sent = { from: log.archive.sent?.from ?? archive.there ?? null, to: archive.to };
  log.archive = { ...log.archive, sent, there: archive.to };
};

/** The record of removals went. */
export const noteBuried = (log: PushLog, { commit, graveyard }: There): void => {
  if (commit !== null) log.removals = { from: log.removals?.from ?? graveyard ?? null, to: commit };
};

/** Where the archive is at the remote; the one here took in what is there. */
export const noteArchive = (log: PushLog, { archive }: There): void => {
  if (archive === null) return;
  const { from, to } = archive;
  log.archive = { ...log.archive, there: archive.there ?? null };
  if (to !== null && to !== from)
    log.archive = { ...log.archive, joined: { from: log.archive.joined?.from ?? from, to } };
};

const GONE = 'it was removed or archived: only a new version is sent; `artifact fetch --prune` deletes it here';

/** What needs no sending: it was sent, is as it is there, was removed, or is no artifact. */
export const noteUnsent = (
  log: PushLog,
  plan: PushPlan,
  {
    pending,
    here,
    isAll,
  }: { readonly pending: ReadonlySet<string>; readonly here: LocalTips; readonly isAll: boolean },
): void => {
  for (const id of plan.same) {
    if (!log.sent.some(({ artifact_id }) => artifact_id === id)) log.same.add(id);
    log.kept.delete(id);
  }
  for (const artifact_id of plan.removed) log.kept.set(artifact_id, { artifact_id, reason: 'removed', detail: GONE });
  for (const [artifact_id, problem] of here.problems)
    if (isAll || pending.has(artifact_id)) log.kept.set(artifact_id, keptAt(artifact_id, problem, !isAll));
};
