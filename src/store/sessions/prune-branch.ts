import { withPublished } from '../../domain/branch/session-meta.ts';
import { pathsOf } from '../../domain/branch/session-path.ts';
import { bothPruned, prunedAt, readTombstone, tombstoneText } from '../../domain/branch/tombstone.ts';
import { SESSIONS_REF } from '../../domain/refs.ts';
import { type GitObject, gitObject } from '../../git/object-id.ts';
import { readInfos, readObjects } from '../../git/read-objects.ts';
import { commitOf } from '../commit-of.ts';
import type { Place } from '../place.ts';
import { retryMoved } from '../retry-moved.ts';
import { forgetLog } from '../forget-log.ts';
import { writeAndPoint } from '../write-then-move.ts';
import { versionOf } from './add-sessions.ts';
import { editTree } from './edit-tree.ts';
import { refuseLeftOut } from './left-out.ts';
import { blobsAt } from './list-files.ts';
import { branchTip, movableTip, sessionsAt } from './read-branch.ts';
import { type Dated, datedSessions } from './dated-sessions.ts';
import type { PruneRequest, Pruned } from './sessions-store.ts';
import { withTimes } from './version-time.ts';

/**
 * The branch begins anew with a commit without parents, whose tree holds the survivors, each with the time at which it was
 * published, and a tombstone for each that went. What the older tool does, but that there the survivors' times are lost
 * with their commits, so that they are never pruned again.
 */
export const pruneBranch = async (place: Place, request: PruneRequest): Promise<Pruned> => {
  const pruned = await retryMoved({
    read: () => (request.dryRun ? branchTip(place) : movableTip(place)),
    at: (tip) => tip,
    act: (tip) => prune(place, tip, request),
  });
  if (pruned.rewritten) await forgetLog(place, SESSIONS_REF);
  return pruned;
};

const prune = async (place: Place, tip: string | null, request: PruneRequest): Promise<Pruned> => {
  const none = { rewritten: false, commit: tip, expired: [] };
  if (tip === null) return { scanned_sessions: 0, expired_sessions: 0, ...none };
  const sessions = await datedSessions(place, tip, await sessionsAt(place, tip));
  const isKept = keeping(sessions, request);
  const expired = sessions.filter((one) => !isKept(one));
  const told = expired.map(({ session, published }) => ({
    session_id: session.session_id,
    published_at: new Date(published).toISOString(),
  }));
  const counts = { scanned_sessions: sessions.length, expired_sessions: expired.length };
  if (expired.length === 0 || request.dryRun) return { ...counts, ...none, expired: told };
  const written = await withoutExpired(place, tip, { expired, kept: sessions.filter(isKept) });
  const days = request.days === null ? '' : ` keep_days=${request.days}`;
  const commit = commitOf(place, {
    tree: written.tree,
    parents: [],
    message: `retention-prune:${days} expired=${expired.length}`,
  });
  const change = { ref: SESSIONS_REF, from: tip, to: commit.id };
  await writeAndPoint(place, [...written.objects, commit], [change]);
  return { ...counts, rewritten: true, commit: commit.id, expired: told };
};

/** Both conditions: what one of them lets go, goes. */
const keeping = (sessions: readonly Dated[], { before, keep }: PruneRequest): ((one: Dated) => boolean) => {
  const newest = [...sessions].sort((a, b) => b.published - a.published || (a.at < b.at ? -1 : 1));
  const among = new Set(newest.slice(0, keep ?? undefined));
  return (one) => among.has(one) && (before === null || one.published > before);
};

const withoutExpired = async (
  place: Place,
  tip: string,
  { expired, kept }: { readonly expired: readonly Dated[]; readonly kept: readonly Dated[] },
): Promise<{ readonly tree: string; readonly objects: readonly GitObject[] }> => {
  const changes = new Map<string, string | null>();
  const objects: GitObject[] = [];
  const put = (path: string, text: string): void => {
    const blob = gitObject(place.format, 'blob', text);
    objects.push(blob);
    changes.set(path, blob.id);
  };
  const now = place.clock.now().toISOString();
  const updated = await updatedTimes(place, expired);
  const graves = await textsAt(
    place,
    tip,
    expired.map(({ at }) => pathsOf(at).tombstone),
  );
  for (const [index, { session, at }] of expired.entries()) {
    const paths = pathsOf(at);
    changes.set(paths.hail, null);
    changes.set(paths.meta, null);
    const { session_id, meta } = session;
    const pruned_at = prunedAt(now, meta.republished_at);
    const tombstone = { session_id, pruned_at, updated_at: updated[index] ?? null };
    const before = readTombstone(graves[index] ?? '');
    put(paths.tombstone, tombstoneText(before === undefined ? tombstone : bothPruned(before, tombstone)));
  }
  const metas = await textsAt(
    place,
    tip,
    kept.map(({ at }) => pathsOf(at).meta),
  );
  for (const [index, { session, at, published }] of kept.entries()) {
    const before = metas[index] ?? JSON.stringify({ session_id: session.session_id });
    const text = withPublished(before, new Date(published).toISOString());
    if (text !== undefined && text !== before) put(pathsOf(at).meta, text);
  }
  const [root] = await readInfos(place.git, [`${tip}^{tree}`], place);
  const edited = await editTree(place, root?.id ?? null, { changes, known: new Map() });
  return { tree: edited.id, objects: [...objects, ...edited.objects] };
};

/** null: there is none. @throws branch_incomplete, git_failed for one that is damaged: nothing takes its place */
const textsAt = async (place: Place, tip: string, paths: readonly string[]): Promise<readonly (string | null)[]> => {
  const blobs = await blobsAt(place, tip, paths);
  const ids = [...new Set(blobs.flatMap((blob) => blob ?? []))];
  const found = await readObjects(place.git, ids, place);
  await refuseLeftOut(
    place,
    ids.filter((_, index) => found[index] === null),
  );
  const texts = new Map(found.flatMap((blob) => (blob === null ? [] : [[blob.id, blob.bytes.toString('utf8')]])));
  return blobs.map((blob) => texts.get(blob ?? '') ?? null);
};

/** Of the sessions themselves. */
const updatedTimes = async (place: Place, sessions: readonly Dated[]): Promise<readonly (string | null)[]> => {
  const versions = sessions.map(({ session }) => versionOf(session.meta, session.blob));
  return (await withTimes(place, versions)).map((version) => version?.updated_at ?? null);
};
