import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/domain/manifest.ts';
import { isArtifactId } from '../../../src/domain/refs.ts';
import { listArtifacts } from '../../../src/engine/list-artifacts.ts';
import { refreshArtifact } from '../../../src/engine/refresh-artifact.ts';
import { archiveArtifacts } from '../../../src/engine/archive-artifacts.ts';
import { removeArtifact } from '../../../src/engine/remove-artifact.ts';
import { renderArtifact } from '../../../src/engine/render-artifact.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import { showArtifact } from '../../../src/engine/show-artifact.ts';
import { type Here, derive, handoffOf, here, tellingLists } from './artifact-world.ts';

const PREFIX = 'refs/opensession/handoff/artifacts/';

const save = async (place: Here, names: readonly string[], artifactId?: string) => {
  const sources = names.map((name) => place.log(name, `line-agent ${name}\n`));
  const sessions = await place.build(sources);
  return saveArtifact(place.world, { sessions, derive, ...(artifactId === undefined ? {} : { artifactId }) });
};

const refresh = (place: Here, idOrRef: string, dryRun = false) =>
  refreshArtifact(place.world, { idOrRef, rebuild: (source) => place.build([source]), derive, dryRun });

describe('save', () => {
  it('keeps one version in the order of time, under a new id from the clock', async () => {
    const place = here();
    const result = await save(place, ['three.log', 'a.log']);
    expect(result).toMatchObject({ source_count: 2, stale: false, changed: true });
    expect(result.artifact_id).toMatch(/^artifact-20260501T102030456-[a-z2-7]{4}$/);
    const text = place.repo.git('cat-file', 'blob', `${result.ref}:artifact.json`);
    const artifact = JSON.parse(text);
    expect(Object.keys(artifact)).toEqual([
      'version',
      'artifact_id',
      'created_at',
      'merge_policy',
      'sources',
      'payload_format',
      'payload',
      'derived_markdown',
      'schema',
      'updated_at',
      'producer',
      'digest',
    ]);
    expect(artifact.sources.map((source: { source_path: string }) => source.source_path)).toEqual([
      '~/logs/three.log',
      '~/logs/a.log',
    ]);
    for (const handoff of artifact.payload) expect(Object.keys(handoff)).toEqual(Object.keys(handoff).sort());
    expect(text).toBe(JSON.stringify(artifact, null, 2));
    const manifest = JSON.parse(place.repo.git('cat-file', 'blob', `${result.ref}:manifest.json`));
    expect(manifest).toMatchObject({ schema: 'opensession-manifest-1.1', cut: 0 });
    expect(manifest.claims.length).toBeGreaterThan(1);
  });

  it('adds a version under an id that exists, keeps its creation, and adds none for the same content', async () => {
    const place = here();
    const first = await save(place, ['a.log'], 'mine');
    place.at('2026-05-02T00:00:00.000Z');
    expect(await save(place, ['a.log'], 'mine')).toMatchObject({ commit: first.commit, changed: false });
    const more = await save(place, ['a.log', 'b.log'], 'mine');
    expect(more.changed).toBe(true);
    const { artifact } = await showArtifact(place.world, 'mine');
    expect(artifact).toMatchObject({ created_at: '2026-05-01T10:20:30.456Z', updated_at: '2026-05-02T00:00:00.000Z' });
    expect(place.repo.git('rev-list', '--count', more.ref)).toBe('2');
  });

  it('refuses what is no id, no session, no repository', async () => {
    const place = here();
    for (const id of ['a/b', '../x', '', 'x.lock', 'refs/heads/main'])
      await expect(save(place, ['a.log'], id)).rejects.toMatchObject({ code: 'invalid_artifact_id' });
    await expect(saveArtifact(place.world, { sessions: [], derive })).rejects.toMatchObject({
      code: 'session_not_found',
    });
    const outside = { ...place.world, cwd: '/' };
    const sessions = await place.build([place.log('a.log', 'line-agent\n')]);
    await expect(saveArtifact(outside, { sessions, derive })).rejects.toMatchObject({ code: 'not_a_repository' });
    expect(place.repo.git('for-each-ref')).toBe('');
  });

  it('writes nothing in a dry run', async () => {
    const place = here();
    const sessions = await place.build([place.log('a.log', 'line-agent\n')]);
    const result = await saveArtifact(place.world, { sessions, derive, artifactId: 'mine', dryRun: true });
    expect(result).toMatchObject({ artifact_id: 'mine', changed: false, commit: null });
    expect(place.repo.git('for-each-ref')).toBe('');
  });

  it('makes ids that are valid and differ in one millisecond', async () => {
    const place = here();
    const ids = await Promise.all(
      ['a.log', 'b.log', 'c.log'].map(async (name) => (await save(place, [name])).artifact_id),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids.every(isArtifactId)).toBe(true);
  });
});

describe('staleness', () => {
  it('follows the content: a touch is none, an edit of the same size is one', async () => {
    const place = here();
    await save(place, ['a.log'], 'mine');
    const path = join(place.repo.home, 'logs/a.log');
    const reasons = async () => (await showArtifact(place.world, 'mine')).stale_reasons.map(({ reason }) => reason);
    const { atimeMs, mtimeMs } = statSync(path);
    utimesSync(path, 1, 2);
    expect(await reasons()).toEqual([]);
    writeFileSync(path, 'line-agent A.log\n');
    utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
    expect(await reasons()).toEqual(['source_fingerprint_changed']);
    rmSync(path);
    expect(await reasons()).toEqual(['missing_source_file']);
  });

  it('sees a change in a side file, and a new one', async () => {
    const place = here();
    await save(place, ['a.log'], 'mine');
    place.log('a.log.side', 'side\n');
    expect((await showArtifact(place.world, 'mine')).stale).toBe(true);
  });

  it('sees that a side file can be read which could not, or is gone', async () => {
    const place = here();
    const side = join(place.repo.home, 'logs/a.log.side');
    mkdirSync(side, { recursive: true });
    await save(place, ['a.log'], 'mine');
    const isStale = async () => (await showArtifact(place.world, 'mine')).stale;
    expect(await isStale()).toBe(false);
    rmdirSync(side);
    expect(await isStale()).toBe(true);
    place.log('a.log.side', 'side\n');
    expect(await isStale()).toBe(true);
  });

  it('of a session in a store of many is its own: another session of the store does not matter', async () => {
    const place = here();
    const source = { ...place.log('all.store', 'k1 one\nk2 two\n'), key: 'k1' };
    await saveArtifact(place.world, { sessions: await place.build([source]), derive, artifactId: 'mine' });
    place.log('all.store', 'k1 one\nk2 two and more\n');
    expect((await showArtifact(place.world, 'mine')).stale).toBe(false);
    place.log('all.store', 'k1 one more\nk2 two and more\n');
    expect((await showArtifact(place.world, 'mine')).stale).toBe(true);
    expect((await listArtifacts(place.world))[0]?.stale).toBe(true);
  });

  it('without a digest, as the older tool keeps it, is told by time and size', async () => {
    const place = here();
    const source = place.log('a.log', 'line-agent\n');
    const handoff = handoffOf('s', 'x');
    const stat = place.world.logs.stat(source.path);
    const stamp = { source_mtime_ms: stat?.mtime_ms ?? 0, source_size: stat?.size ?? 0 };
    await saveArtifact(place.world, { sessions: [{ source, handoff, stamp }], derive, artifactId: 'mine' });
    expect((await showArtifact(place.world, 'mine')).stale).toBe(false);
    utimesSync(source.path, 1, 2);
    expect((await showArtifact(place.world, 'mine')).stale).toBe(true);
  });
});

describe('list', () => {
  it('shows each with what is stale, and opens blobs only where the message says nothing', async () => {
    const place = here();
    await save(place, ['a.log'], 'one');
    await save(place, ['b.log'], 'two');
    truncateSync(join(place.repo.home, 'logs/b.log'), 3);
    const git = (...args: string[]) => place.repo.git(...args);
    const blob = git('rev-parse', `${PREFIX}one:artifact.json`);
    const older = git('cat-file', 'blob', blob)
      .replace('"artifact_id": "one"', '"artifact_id": "old"')
      .replace(/,\s+"digest": "[0-9a-f]+"\s*\}$/, '}');
    const hash = place.repo.gitWith({ input: older }, 'hash-object', '-w', '--stdin');
    const tree = place.repo.gitWith({ input: `100644 blob ${hash}\tartifact.json\n` }, 'mktree');
    git('update-ref', `${PREFIX}old`, place.repo.gitWith({ input: 'handoff-artifact: old' }, 'commit-tree', tree));
    git('update-ref', `${PREFIX}bad`, hash);
    const listed = await listArtifacts(place.world);
    expect(
      listed.map(({ artifact_id, stale, source_count, problem }) => [
        artifact_id,
        stale,
        source_count,
        problem === null,
      ]),
    ).toEqual([
      ['bad', null, null, false],
      ['old', false, 1, true],
      ['one', false, 1, true],
      ['two', true, 1, true],
    ]);
    expect(listed[2]).toMatchObject({ objective: 'line-agent a.log', agent: 'line-agent', session_ids: ['a.log'] });
    expect(listed[1]).toMatchObject({ objective: 'line-agent a.log', created_at: '2026-05-01T10:20:30.456Z' });
  });

  it('asks once what lies in a folder, however many of its logs were touched', async () => {
    const place = here();
    for (const name of ['a.log', 'b.log', 'c.log']) {
      await save(place, [name], name);
      utimesSync(join(place.repo.home, 'logs', name), 1, 2);
    }
    const { world, asked } = tellingLists(place);
    const listed = await listArtifacts(world);
    expect(listed.map(({ stale }) => stale)).toEqual([false, false, false]);
    expect(asked).toEqual([join(place.repo.home, 'logs')]);
  });

  it('asks for a log once, and for none in a folder that is not there', async () => {
    const place = here();
    const sessions = await place.build([place.log('a.log', 'line-agent\n')]);
    for (const artifactId of ['one', 'two']) await saveArtifact(place.world, { sessions, derive, artifactId });
    await save(place, ['elsewhere/c.log'], 'three');
    rmSync(join(place.repo.home, 'logs/elsewhere'), { recursive: true });
    const asked: string[] = [];
    const stat: typeof place.world.logs.stat = (path) => {
      asked.push(path.slice(place.repo.home.length));
      return place.world.logs.stat(path);
    };
    const listed = await listArtifacts({ ...place.world, logs: { ...place.world.logs, stat } });
    expect(listed.map(({ artifact_id, stale }) => [artifact_id, stale])).toEqual([
      ['one', false],
      ['three', true],
      ['two', false],
    ]);
    expect(asked).toEqual(['/logs', '/logs/a.log', '/logs/elsewhere']);
  });
});

describe('refresh', () => {
  it('does nothing for what is not stale', async () => {
    const place = here();
    const { commit } = await save(place, ['a.log'], 'mine');
    expect(await refresh(place, 'mine')).toMatchObject({ refreshed: false, stale: false, commit });
  });

  it('builds again what is there, keeps what is missing or broken, and says so', async () => {
    const place = here();
    await save(place, ['a.log', 'gone.log', 'broken.log'], 'mine');
    place.at('2026-06-01T00:00:00.000Z');
    place.log('a.log', 'line-agent new\n');
    place.log('broken.log', 'BROKEN\n');
    rmSync(join(place.repo.home, 'logs/gone.log'));
    expect(await refresh(place, `${PREFIX}mine`, true)).toMatchObject({ refreshed: false, stale_before: 3 });
    const result = await refresh(place, `${PREFIX}mine`);
    expect(result).toMatchObject({ refreshed: true, stale_before: 3, stale_after: true });
    expect(result.kept?.map(({ session_id, reason }) => [session_id, reason]).sort()).toEqual([
      ['broken.log', 'log_broken'],
      ['gone.log', 'missing_source_file'],
    ]);
    const { artifact } = await showArtifact(place.world, 'mine');
    expect(artifact.payload.map(({ objective }) => objective)).toEqual(
      expect.arrayContaining(['line-agent broken.log', 'line-agent gone.log', 'line-agent new']),
    );
    expect(artifact).toMatchObject({ created_at: '2026-05-01T10:20:30.456Z', updated_at: '2026-06-01T00:00:00.000Z' });
    expect(artifact.derived_markdown).toContain('line-agent new');
  });

  it('claims what is kept still as gone: no handoff names what a folder held that was taken away', async () => {
    const place = here();
    for (const path of ['d/a', 'd/back']) place.repo.write(path, 'a\n');
    const start = place.repo.commit('start');
    place.repo.git('rm', '-rq', 'd');
    const [gone, other] = await place.build(['gone.log', 'a.log'].map((name) => place.log(name, 'line-agent\n')));
    if (gone === undefined || other === undefined) throw new Error('nothing was built');
    const removed = {
      path: 'd',
      inside: true,
      action: 'deleted',
      by: 'shell',
      swept: { path: 'd', deep: true },
    } as const;
    const sessions = [{ ...gone, said: { start, changes: [removed], checked_at: [] } }, other];
    await saveArtifact(place.world, { sessions, derive, artifactId: 'mine' });
    rmSync(join(place.repo.home, 'logs/gone.log'));
    place.repo.write('d/back', 'a\n');
    const { ref } = await refresh(place, 'mine');
    const { entries } = JSON.parse(place.repo.git('cat-file', 'blob', `${ref}:manifest.json`)) as Manifest;
    expect(entries.filter(({ claimed }) => claimed).map(({ path }) => path)).toEqual(['d/a']);
  });

  it('fails when no source can be read, and for a ref that is not ours', async () => {
    const place = here();
    await save(place, ['a.log'], 'mine');
    rmSync(join(place.repo.home, 'logs/a.log'));
    await expect(refresh(place, 'mine')).rejects.toMatchObject({ code: 'source_missing' });
    await expect(refresh(place, 'refs/heads/main')).rejects.toMatchObject({ code: 'invalid_artifact_id' });
    await expect(refresh(place, 'other')).rejects.toMatchObject({ code: 'artifact_not_found' });
  });
});

describe('render and remove', () => {
  it('writes the Markdown where it is asked for', async () => {
    const place = here();
    await save(place, ['a.log'], 'mine');
    expect(await renderArtifact(place.world, { idOrRef: 'mine', dryRun: true })).toMatchObject({ written: false });
    expect(place.repo.git('status', '--porcelain')).toBe('');
    const { path } = await renderArtifact(place.world, { idOrRef: 'mine' });
    expect(path).toBe(join(place.repo.dir, 'HANDOFF.md'));
    expect(readFileSync(path, 'utf8')).toBe('# line-agent a.log\n');
    await renderArtifact(place.world, { idOrRef: 'mine', output: 'other.md' });
    expect(readFileSync(join(place.repo.dir, 'other.md'), 'utf8')).toBe('# line-agent a.log\n');
  });

  it('replaces no HANDOFF.md that somebody wrote, unless it is named', async () => {
    const place = here();
    await save(place, ['a.log'], 'mine');
    const path = join(place.repo.dir, 'HANDOFF.md');
    const rendered = [
      '# Session Handoff\n\nold\n',
      '# Session Handoff\r\n',
      '# Merged Session Handoff\n',
      '# By hand\n',
    ];
    // another program's artifact has its own beginning: what it says itself
    for (const own of [...rendered, '', '\n', '# line-agent a.log\n', '# line-agent a.log\r\n']) {
      writeFileSync(path, own);
      expect(await renderArtifact(place.world, { idOrRef: 'mine' })).toMatchObject({ written: true });
    }
    writeFileSync(path, '# Handoff\n\nwhat I know\n');
    await expect(renderArtifact(place.world, { idOrRef: 'mine' })).rejects.toMatchObject({ code: 'refused' });
    await expect(renderArtifact(place.world, { idOrRef: 'mine', dryRun: true })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(readFileSync(path, 'utf8')).toContain('what I know');
    await renderArtifact(place.world, { idOrRef: 'mine', output: 'HANDOFF.md' });
    expect(readFileSync(path, 'utf8')).toBe('# line-agent a.log\n');
  });

  it('removes an artifact, also one that cannot be read', async () => {
    const place = here();
    const { commit } = await save(place, ['a.log'], 'mine');
    expect(await removeArtifact(place.world, { idOrRef: 'mine', dryRun: true })).toMatchObject({
      removed: false,
      commit,
    });
    expect(await removeArtifact(place.world, { idOrRef: 'mine' })).toMatchObject({ removed: true, commit });
    await expect(removeArtifact(place.world, { idOrRef: 'mine' })).rejects.toMatchObject({
      code: 'artifact_not_found',
    });
    place.repo.git('update-ref', `${PREFIX}bad`, place.repo.gitWith({ input: 'x' }, 'hash-object', '-w', '--stdin'));
    expect(await removeArtifact(place.world, { idOrRef: 'bad' })).toMatchObject({ removed: true });
    expect(await listArtifacts(place.world)).toEqual([]);
  });

  it('of which a shallow clone has not all versions, that is told', async () => {
    const place = here();
    await save(place, ['a.log'], 'mine');
    const first = place.repo.git('rev-parse', `${PREFIX}mine`);
    const second = place.repo.git('commit-tree', `${first}^{tree}`, '-p', first, '-m', 'handoff-artifact: mine');
    place.repo.git('update-ref', `${PREFIX}mine`, second);
    const cutAt = (commit: string) => writeFileSync(join(place.repo.dir, '.git/shallow'), `${commit}\n`);
    const isCut = async () => {
      const { cut } = await removeArtifact(place.world, { idOrRef: 'mine', dryRun: true });
      const { findings } = await archiveArtifacts(place.world, { idsOrRefs: ['mine'], merged: false, dryRun: true });
      const message = expect.stringContaining(`git fetch --unshallow origin ${PREFIX}mine`);
      expect(findings).toEqual(cut ? [{ code: 'history_cut', severity: 'warning', message }] : []);
      return cut;
    };
    expect(await isCut()).toBe(false);
    cutAt(place.repo.git('commit-tree', `${first}^{tree}`, '-p', first, '-m', 'of something else'));
    expect(await isCut()).toBe(false);
    cutAt(first); // git lists the first of all as well, where it fetched no deeper
    expect(await isCut()).toBe(false);
    cutAt(second);
    expect(await isCut()).toBe(true);
    place.repo.git('update-ref', `${PREFIX}mine`, place.repo.gitWith({ input: 'x' }, 'hash-object', '-w', '--stdin'));
    expect(await removeArtifact(place.world, { idOrRef: 'mine', dryRun: true })).toMatchObject({ cut: false });
    await expect(isCut()).rejects.toMatchObject({ code: 'artifact_corrupt' });
  });
});
