import { utimesSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { archiveArtifacts } from '../../../src/engine/archive-artifacts.ts';
import { archivedIds, listArtifacts } from '../../../src/engine/list-artifacts.ts';
import { pruneArtifacts } from '../../../src/engine/prune-artifacts.ts';
import { refreshArtifact } from '../../../src/engine/refresh-artifact.ts';
import { removeArtifact } from '../../../src/engine/remove-artifact.ts';
import { renderArtifact } from '../../../src/engine/render-artifact.ts';
import { restoreArtifact } from '../../../src/engine/restore-artifact.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import { showArtifact } from '../../../src/engine/show-artifact.ts';
import type { ClaimedPath, Handoff, RedactedText, Repository } from '../../../src/domain/handoff.ts';
import { exampleHandoff } from '../../domain/example-handoff.ts';
import { type Here, derive, here } from './artifact-world.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

/** An artifact of a session on a branch, that claims files as a revision has them. */
const saveWork = async (
  place: Here,
  id: string,
  of: {
    readonly branch: string;
    readonly files?: readonly string[];
    readonly at?: string;
    readonly commits?: readonly string[];
    /** Default: now. */
    readonly written?: Date;
  },
) => {
  const claimed = (of.files ?? []).map((path): ClaimedPath => {
    const [, mode = null, blob = null] =
      /^(\d+) blob ([0-9a-f]+)/.exec(place.repo.git('ls-tree', of.at ?? 'HEAD', path)) ?? [];
    return { path: path as RedactedText, blob, mode, patch_id: null };
  });
  const repository: Repository = {
    remote: null,
    branch: of.branch as RedactedText,
    cwd: '.' as RedactedText,
    object_format: 'sha1',
    base_commit: null,
    base_commit_source: null,
    head_commit: null,
    dirty: true,
    commits: (of.commits ?? []).map((commit) => ({ id: commit, subject: 'x' as RedactedText, linked_by: 'hook' })),
    claimed,
    claimed_tree: null,
    claimed_tree_undefined_reason: 'test',
    other_dirty: [],
  };
  const source = place.log(`${id}.log`, `line-agent ${id}\n`);
  const written = of.written ?? place.world.clock.now();
  utimesSync(source.path, written, written);
  const handoff: Handoff = { ...exampleHandoff({ session_id: id, tool: 'line-agent' }), repository };
  await saveArtifact(place.world, { sessions: [{ source, handoff }], derive, artifactId: id });
};

const YEAR_MS = 365 * 86_400_000;

/** Under a clock that is years behind, and one of them in earnest. */
const savedLongAgo = async (place: Here): Promise<void> => {
  const now = place.world.clock.now();
  place.at('2002-01-01T00:00:00.000Z');
  place.repo.commit('old', secondsOf(place.world.clock.now()));
  await saveWork(place, 'by-log', { branch: 'done', written: now });
  await saveWork(place, 'old', { branch: 'done' });
  place.repo.commit('new', secondsOf(now));
  await saveWork(place, 'by-commit', { branch: 'done' });
  place.at(now.toISOString());
};

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000);

const request = { idsOrRefs: [], merged: false };
const judged = async (place: Here, change: Partial<Parameters<typeof archiveArtifacts>[1]>) =>
  (await archiveArtifacts(place.world, { ...request, ...change })).artifacts.map(({ artifact_id, action, reason }) => [
    artifact_id,
    action,
    reason,
  ]);
const ids = async (place: Here, which: 'live' | 'archived' | 'all') =>
  (await listArtifacts(place.world, which)).map(({ artifact_id }) => artifact_id);

/** main with what `done` made, squashed; `done` is gone, `open` is not merged. */
const branches = (place: Here): void => {
  const { repo } = place;
  const at = secondsOf(place.world.clock.now());
  repo.write('base.txt', 'base');
  repo.commit('base', at);
  repo.git('switch', '--quiet', '-c', 'open');
  repo.write('open.txt', 'open');
  repo.commit('open', at);
  repo.git('switch', '--quiet', 'main');
  repo.write('done.txt', 'done');
  repo.commit('squashed', at);
};

describe('archive', () => {
  it('takes what is merged, leaves what an open branch is judged by, and says why in a dry run as after', async () => {
    const place = here();
    branches(place);
    await saveWork(place, 'merged', { branch: 'done', files: ['done.txt'] });
    await saveWork(place, 'by-branch', { branch: 'open', files: ['done.txt'] });
    await saveWork(place, 'by-state', { branch: 'renamed', files: ['open.txt'], at: 'open' });
    await saveWork(place, 'by-commit', { branch: 'renamed', commits: [place.repo.git('rev-parse', 'open')] });
    await saveWork(place, 'unfinished', { branch: 'done' });
    const expected = [
      ['by-branch', 'stay', 'open-branch'],
      ['by-commit', 'stay', 'open-branch'],
      ['by-state', 'stay', 'open-branch'],
      ['merged', 'archive', 'merged-states'],
      ['unfinished', 'stay', 'not-merged'],
    ];
    const before = place.repo.git('for-each-ref');
    expect(await judged(place, { merged: true, dryRun: true })).toEqual(expected);
    expect(place.repo.git('for-each-ref')).toBe(before);
    expect(await judged(place, { merged: true })).toEqual(expected);
    expect(await ids(place, 'archived')).toEqual(['merged']);
    expect(await archivedIds(place.world)).toHaveLength(1);
    expect(await ids(place, 'live')).not.toContain('merged');
    expect((await ids(place, 'all')).at(-1)).toBe('merged');
  });

  it('takes what is merged by its commits, and by age', async () => {
    const place = here();
    branches(place);
    await saveWork(place, 'committed', { branch: 'done', commits: [place.repo.git('rev-parse', 'main')] });
    await saveWork(place, 'idle', { branch: 'done' });
    place.at('2026-09-01T00:00:00.000Z');
    await saveWork(place, 'new', { branch: 'done' });
    expect(await judged(place, { merged: true, olderThan: 90 * 86_400_000 })).toEqual([
      ['committed', 'archive', 'merged-commits'],
      ['idle', 'archive', 'old'],
      ['new', 'stay', 'not-merged'],
    ]);
  });

  it('takes nothing for old that names a younger commit, or whose log was written later', async () => {
    const place = here();
    await savedLongAgo(place);
    const expected = ['by-commit', 'by-log'].map((id) => [id, 'stay', 'recent']);
    expect(await judged(place, { olderThan: YEAR_MS })).toEqual([...expected, ['old', 'archive', 'old']]);
  });

  it('refuses named ones that are needed, all, unless forced', async () => {
    const place = here();
    branches(place);
    await saveWork(place, 'needed', { branch: 'open' });
    await saveWork(place, 'free', { branch: 'done' });
    const named = { idsOrRefs: ['free', `${PREFIX}needed`] };
    await expect(judged(place, named)).rejects.toMatchObject({ code: 'refused' });
    expect(await ids(place, 'archived')).toEqual([]);
    expect(await judged(place, { ...named, force: true })).toEqual([
      ['free', 'archive', 'named'],
      ['needed', 'archive', 'named'],
    ]);
    await expect(judged(place, { idsOrRefs: ['none'] })).rejects.toMatchObject({ code: 'artifact_not_found' });
  });

  it('asks for a choice, and for a main branch where there is none', async () => {
    const place = here();
    await expect(judged(place, {})).rejects.toMatchObject({ code: 'usage' });
    await expect(judged(place, { merged: true })).rejects.toMatchObject({ code: 'usage' });
    expect(await judged(place, { olderThan: 1 })).toEqual([]);
  });
});

describe('what is archived', () => {
  it('is shown, rendered and refreshed as before; a refresh makes it live', async () => {
    const place = here();
    branches(place);
    await saveWork(place, 'one', { branch: 'done' });
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    const shown = await showArtifact(place.world, 'one');
    expect(shown).toMatchObject({ archived: true, stale: false, artifact: { artifact_id: 'one' } });
    expect(await renderArtifact(place.world, { idOrRef: 'one', dryRun: true })).toMatchObject({ written: false });
    place.log('one.log', 'line-agent new\n');
    const refreshed = await refreshArtifact(place.world, {
      idOrRef: 'one',
      derive,
      rebuild: (source) => place.build([source]),
    });
    expect(refreshed).toMatchObject({ refreshed: true, ref: `${PREFIX}one` });
    expect(place.repo.git('rev-parse', `${PREFIX}one^`)).toBe(shown.commit);
    expect((await showArtifact(place.world, 'one')).archived).toBe(false);
    expect(await ids(place, 'all')).toEqual(['one']);
  });

  it('comes back by restore, as does what was removed', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    expect(await restoreArtifact(place.world, { idOrRef: 'one', dryRun: true })).toMatchObject({
      restored: false,
      commit: null,
    });
    const restored = await restoreArtifact(place.world, { idOrRef: 'one' });
    expect(restored).toMatchObject({ restored: true, ref: `${PREFIX}one` });
    await saveWork(place, 'two', { branch: 'done' });
    const { commit } = await removeArtifact(place.world, { idOrRef: 'two' });
    expect(await ids(place, 'all')).toEqual(['one']);
    expect(await restoreArtifact(place.world, { idOrRef: 'two' })).toMatchObject({ from: commit });
    expect(await ids(place, 'live')).toEqual(['one', 'two']);
  });
});

describe('what was archived, restored, saved anew and removed', () => {
  it('comes back as it was removed; that a former version stays in the archive is told', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    const { from: archived } = await restoreArtifact(place.world, { idOrRef: 'one' });
    place.at('2026-05-02T00:00:00.000Z');
    await saveWork(place, 'one', { branch: 'other' });
    const removed = await removeArtifact(place.world, { idOrRef: 'one' });
    expect(removed).toMatchObject({ archived });
    expect(removed.commit).not.toBe(archived);
    expect(await restoreArtifact(place.world, { idOrRef: 'one' })).toMatchObject({ from: removed.commit });
    expect((await showArtifact(place.world, 'one')).artifact.payload[0]).toMatchObject({
      repository: { branch: 'other' },
    });
  });

  it('the clock of who archived it says nothing of what was saved on top of it and removed', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    place.at('2026-06-01T00:00:00.000Z');
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    place.at('2026-05-02T00:00:00.000Z');
    await saveWork(place, 'one', { branch: 'other' });
    const removed = await removeArtifact(place.world, { idOrRef: 'one' });
    expect(await restoreArtifact(place.world, { idOrRef: 'one' })).toMatchObject({ from: removed.commit });
  });

  it('nor does the clock of who removed it say that it was removed after it was archived with what came then', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    place.at('2026-06-01T00:00:00.000Z');
    await removeArtifact(place.world, { idOrRef: 'one' });
    await restoreArtifact(place.world, { idOrRef: 'one' });
    place.at('2026-05-02T00:00:00.000Z');
    await saveWork(place, 'one', { branch: 'other' });
    const tip = place.repo.git('rev-parse', `${PREFIX}one`);
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    expect(await restoreArtifact(place.world, { idOrRef: 'one' })).toMatchObject({ from: tip });
  });

  it('one that was archived after a removal comes back from the archive', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    expect(await removeArtifact(place.world, { idOrRef: 'one' })).toMatchObject({ archived: null });
    place.at('2026-05-02T00:00:00.000Z');
    await saveWork(place, 'one', { branch: 'other' });
    place.at('2026-05-03T00:00:00.000Z');
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    await restoreArtifact(place.world, { idOrRef: 'one' });
    expect((await showArtifact(place.world, 'one')).artifact.payload[0]).toMatchObject({
      repository: { branch: 'other' },
    });
  });

  it('a live one is restored only where somebody removed it', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    const ref = `${PREFIX}one`;
    const tip = place.repo.git('rev-parse', ref);
    const live = { code: 'ref_conflict' };
    await expect(restoreArtifact(place.world, { idOrRef: 'one' })).rejects.toMatchObject(live);
    await expect(restoreArtifact(place.world, { idOrRef: 'one', dryRun: true })).rejects.toMatchObject(live);
    await removeArtifact(place.world, { idOrRef: 'one' });
    place.repo.git('update-ref', ref, tip);
    expect(await restoreArtifact(place.world, { idOrRef: 'one' })).toMatchObject({ from: tip, restored: true });
    expect(place.repo.git('rev-parse', `${ref}^`)).toBe(tip);
    expect(place.repo.git('rev-parse', `${ref}^{tree}`)).toBe(place.repo.git('rev-parse', `${tip}^{tree}`));
  });
});

describe('prune', () => {
  const prune = (place: Here, change: Partial<Parameters<typeof pruneArtifacts>[1]>) =>
    pruneArtifacts(place.world, { idsOrRefs: [], ...change });

  it('deletes what is named or old from the archive, and counts it before', async () => {
    const place = here();
    await saveWork(place, 'one', { branch: 'done' });
    await saveWork(place, 'two', { branch: 'done' });
    await saveWork(place, 'live', { branch: 'done' });
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one', 'two'] });
    const told = await prune(place, { idsOrRefs: ['one'], dryRun: true });
    expect(told).toMatchObject({
      artifacts: [{ artifact_id: 'one' }],
      pruned: false,
      refs: ['refs/opensession/handoff/archive', 'refs/opensession/handoff/tombstones'],
    });
    // a commit, its tree, artifact.json and HANDOFF.md at least, which no other has
    expect(told.objects).toBeGreaterThanOrEqual(4);
    expect(await ids(place, 'archived')).toEqual(['one', 'two']);
    expect(await prune(place, { idsOrRefs: ['one'] })).toMatchObject({ objects: told.objects, pruned: true });
    expect(await ids(place, 'all')).toEqual(['live', 'two']);
    place.at('2027-09-01T00:00:00.000Z');
    expect((await prune(place, { archivedOlderThan: 1 })).artifacts).toMatchObject([{ artifact_id: 'two' }]);
    expect(await ids(place, 'all')).toEqual(['live']);
  });

  it('says nothing to be deleted that was archived anew meanwhile, and leaves it', async () => {
    const place = here();
    const anew = async (): Promise<void> => {
      await saveWork(place, 'one', { branch: 'done' });
      await archiveArtifacts(place.world, { ...request, idsOrRefs: ['one'] });
    };
    await anew();
    const store = await place.world.store(place.repo.dir);
    const drop: typeof store.archive.drop = async (tips) => {
      await anew();
      return store.archive.drop(tips);
    };
    const world = { ...place.world, store: async () => ({ ...store, archive: { ...store.archive, drop } }) };
    place.at('2026-09-01T00:00:00.000Z');
    expect(await pruneArtifacts(world, { idsOrRefs: ['one'] })).toMatchObject({ artifacts: [], refs: [] });
    expect(await ids(place, 'archived')).toEqual(['one']);
  });

  it('takes nothing for old that is proved to be younger than the clock said that it was saved under', async () => {
    const place = here();
    await savedLongAgo(place);
    await archiveArtifacts(place.world, { ...request, idsOrRefs: ['by-commit', 'by-log', 'old'] });
    expect((await prune(place, { archivedOlderThan: YEAR_MS })).artifacts).toMatchObject([{ artifact_id: 'old' }]);
    expect(await ids(place, 'all')).toEqual(['by-commit', 'by-log']);
  });

  it('forgets no removal that is recorded under a clock behind, of what is younger', async () => {
    const place = here();
    await savedLongAgo(place);
    const now = place.world.clock.now().toISOString();
    place.at('2002-01-01T00:00:00.000Z');
    for (const id of ['by-log', 'old']) await removeArtifact(place.world, { idOrRef: id });
    place.at(now);
    expect(await prune(place, { removalsOlderThan: YEAR_MS, dryRun: true })).toMatchObject({ removals: 1 });
  });

  it('forgets old removals, deletes unreadable refs, and nothing that was not asked for', async () => {
    const place = here();
    await expect(prune(place, {})).rejects.toMatchObject({ code: 'usage' });
    await expect(prune(place, { idsOrRefs: ['none'] })).rejects.toMatchObject({ code: 'artifact_not_found' });
    await saveWork(place, 'one', { branch: 'done' });
    await saveWork(place, 'live', { branch: 'done' });
    await removeArtifact(place.world, { idOrRef: 'one' });
    expect(await prune(place, { removalsOlderThan: 1000 })).toMatchObject({ removals: 0 });
    place.at('2026-09-01T00:00:00.000Z');
    expect(await prune(place, { removalsOlderThan: 1000 })).toMatchObject({ removals: 1, artifacts: [] });
    expect(place.repo.git('for-each-ref', 'refs/opensession/handoff/tombstones')).toBe('');
    const blob = place.repo.gitWith({ input: 'x' }, 'hash-object', '-w', '--stdin');
    place.repo.git('update-ref', `${PREFIX}bad`, blob);
    place.repo.git('update-ref', 'refs/other/bad', blob);
    expect((await prune(place, { unreadable: true })).unreadable).toMatchObject([
      { ref: `${PREFIX}bad`, commit: blob },
    ]);
    expect(await ids(place, 'live')).toEqual(['live']);
    expect(place.repo.git('rev-parse', 'refs/other/bad')).toBe(blob);
  });
});
