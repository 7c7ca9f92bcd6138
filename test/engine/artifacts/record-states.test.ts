import { chmodSync, cpSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STATE_KEY_BYTES, stateKey, unpackKeys } from '../../../src/domain/change-keys.ts';
import type { Manifest } from '../../../src/domain/manifest.ts';
import type { SaidBySession } from '../../../src/engine/record-states.ts';
import { saveArtifact } from '../../../src/engine/save-artifact.ts';
import { derive, type Here, here } from './artifact-world.ts';

const saying = (changes: readonly Partial<SaidBySession['changes'][number]>[], rest: Partial<SaidBySession> = {}) => ({
  start: null,
  checked_at: [],
  changes: changes.map((change) => ({
    path: '',
    inside: true,
    action: 'edited' as const,
    by: 'edit-tool' as const,
    ...change,
  })),
  ...rest,
});

const save = async (place: Here, said: SaidBySession, name = 'one.log') => {
  const source = place.log(name, 'line-agent\n');
  const [session] = await place.build([source]);
  if (session === undefined) throw new Error('nothing was built');
  return saveArtifact(place.world, { sessions: [{ ...session, said }], derive, artifactId: 'one' });
};

const manifestAt = (place: Here, ref: string): Manifest =>
  JSON.parse(place.repo.git('cat-file', 'blob', `${ref}:manifest.json`)) as Manifest;

const keysAt = (place: Here, ref: string): readonly string[] =>
  unpackKeys(/^States: (.*)$/m.exec(place.repo.git('log', '-1', '--format=%B', ref))?.[1] ?? '', STATE_KEY_BYTES);

const begun = (): Here & { readonly start: string } => {
  const place = here();
  place.repo.write('a.txt', 'a\n');
  place.repo.write('b.txt', 'b\n');
  place.repo.write('.gitignore', 'out/\n');
  return { ...place, start: place.repo.commit('start') };
};

describe('the manifest of a save', () => {
  test('does not tell the home of whoever saves, wherever it lies', async () => {
    const place = begun();
    const path = `${place.repo.home}/secret/plan.txt`;
    const saved = await save(place, saying([{ path, inside: false }, { path: 'a.txt' }], { start: place.start }));
    expect(manifestAt(place, saved.ref).unresolved).toContainEqual(
      expect.objectContaining({ path: '~/secret/plan.txt' }),
    );
    expect(place.repo.git('cat-file', 'blob', `${saved.ref}:manifest.json`)).not.toContain(place.repo.home);
  });

  test('holds the state of what changed, claimed or not, and reproduces the tree', async () => {
    const place = begun();
    const { repo } = place;
    repo.write('a.txt', 'changed\n');
    repo.write('other.txt', 'other\n');
    repo.write('out/x', 'x');
    const said = saying([{ path: 'A.TXT' }, { path: 'out/x' }, { path: '/tmp/x', inside: false }, { path: 'b.txt' }], {
      start: place.start,
    });
    const saved = await save(place, said);
    const manifest = manifestAt(place, saved.ref);
    expect(manifest).toMatchObject({ start: place.start, base: place.start, cut: 0, object_format: 'sha1' });
    expect(manifest.entries).toMatchObject([
      { path: 'a.txt', claimed: true, by: 'edit-tool', after: { mode: '100644' } },
      { path: 'other.txt', claimed: false, by: 'unknown', before: null },
    ]);
    expect(manifest.unresolved).toEqual([
      { path: 'out/x', reason: 'ignored' },
      { path: '/tmp/x', reason: 'outside' },
      { path: 'b.txt', reason: 'no-effect' },
    ]);
    repo.git('add', '--all');
    expect(manifest.tree).toBe(repo.git('write-tree'));
    const after = manifest.entries[0]?.after;
    expect(keysAt(place, saved.ref)).toEqual([await stateKey('sha1', 'a.txt', after ?? { mode: '', oid: '' })]);
  });

  test('of a folder that was taken away what is gone is claimed, and nothing that is there', async () => {
    const place = begun();
    const { repo } = place;
    for (const path of ['d/a', 'd/b/c', 'd/edited', 'de', 'LICENSE', 'real/e/f']) repo.write(path, `${path}\n`);
    symlinkSync('real', join(repo.dir, 'link'));
    const start = repo.commit('more');
    repo.git('rm', '-rq', 'd', 'de', 'LICENSE', 'real/e/f');
    repo.write('d/edited', 'other\n');
    repo.write('d/new', 'new\n');
    repo.write('real/g', 'new\n');
    const folders = ['d', 'never', 'LICENSE', 'link/e'].map(
      (path) => ({ path, action: 'deleted', by: 'shell', swept: { path, deep: true } }) as const,
    );
    const { entries, unresolved } = manifestAt(place, (await save(place, saying(folders, { start }))).ref);
    expect(entries.filter(({ claimed }) => claimed).map(({ path, by }) => [path, by])).toEqual([
      ['LICENSE', 'shell'],
      ['d/a', 'shell'],
      ['d/b/c', 'shell'],
      ['real/e/f', 'shell'],
    ]);
    expect(unresolved).toEqual([]);
  });

  test('a file of a moved folder that was made another afterwards is not claimed, whatever time it was given', async () => {
    const place = begun();
    const { repo } = place;
    for (const name of ['copied', 'dated', 'moved', 'run']) repo.write(`d/${name}`, `${name}\n`);
    const start = repo.commit('folder');
    const at = (path: string): string => join(repo.dir, path);
    const long = new Date(Date.now() - 3_600_000);
    renameSync(at('d'), at('e'));
    repo.write('e/dated', 'mine\n');
    utimesSync(at('e/dated'), long, long);
    utimesSync(at('a.txt'), long, long);
    cpSync(at('a.txt'), at('e/copied'), { preserveTimestamps: true });
    utimesSync(at('e/run'), long, long);
    chmodSync(at('e/run'), 0o755);
    const moved = (until: number) =>
      saying(
        [
          {
            path: 'd',
            action: 'deleted',
            by: 'shell',
            swept: { path: 'd', deep: true, to: 'e' },
            until: new Date(until).toISOString(),
          },
        ],
        { start, untold_at: null },
      );
    const claimedBy = async (said: SaidBySession) => {
      const { entries } = manifestAt(place, (await save(place, said)).ref);
      return entries.flatMap(({ path, claimed }) => (claimed && path.startsWith('e/') ? [path] : []));
    };
    expect(await claimedBy(moved(Date.now() - 60_000))).toEqual(['e/moved']);
    const all = ['e/copied', 'e/dated', 'e/moved', 'e/run'];
    expect(await claimedBy(moved(Date.now() + 60_000))).toEqual(all);
    // an earlier save answers for what is still as it was then
    repo.write('e/dated', 'mine again\n');
    expect(await claimedBy(moved(Date.now() - 60_000))).toEqual(['e/copied', 'e/moved', 'e/run']);
  });

  test('what a commit of the session did is told against its start', async () => {
    const place = begun();
    place.repo.write('a.txt', 'changed\n');
    const committed = place.repo.commit('agent');
    const saved = await save(place, saying([{ path: 'a.txt' }], { start: place.start }));
    expect(manifestAt(place, saved.ref)).toMatchObject({
      start: place.start,
      base: committed,
      entries: [{ path: 'a.txt', claimed: true }],
    });
  });

  test('content with a secret has no id, and its path none in clear', async () => {
    const place = begun();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    place.repo.write('a.txt', `${secret}\n`);
    place.repo.write(`${secret}.txt`, 'named\n');
    const saved = await save(place, saying([{ path: 'a.txt' }, { path: `${secret}.txt` }], { start: place.start }));
    const text = place.repo.git('cat-file', 'blob', `${saved.ref}:manifest.json`);
    expect(text).not.toContain(secret);
    const { entries } = manifestAt(place, saved.ref);
    expect(entries.find(({ path }) => path === 'a.txt')).toMatchObject({ after: null, unknown_reason: 'secret' });
    expect(entries.find(({ path_key }) => path_key !== undefined)).toMatchObject({ claimed: true, before: null });
  });

  test('a file younger than a check is told with its time', async () => {
    const place = begun();
    place.repo.write('a.txt', 'changed\n');
    const early = saying([{ path: 'a.txt' }], { start: place.start, checked_at: ['2020-01-01T00:00:00Z'] });
    expect(manifestAt(place, (await save(place, early)).ref).touched).toMatchObject([{ path: 'a.txt' }]);
    const late = saying([{ path: 'a.txt' }], { start: place.start, checked_at: ['2999-01-01T00:00:00Z'] });
    expect(manifestAt(place, (await save(place, late, 'two.log')).ref).touched).toEqual([]);
  });

  test('the states of former versions stay in the newest message', async () => {
    const place = begun();
    place.repo.write('a.txt', 'one\n');
    const first = await save(place, saying([{ path: 'a.txt' }], { start: place.start }));
    const before = keysAt(place, first.ref);
    place.repo.write('a.txt', 'two\n');
    const second = await save(place, saying([{ path: 'a.txt' }], { start: place.start }));
    expect(second.changed).toBe(true);
    expect(keysAt(place, second.ref)).toHaveLength(2);
    expect(keysAt(place, second.ref)).toEqual(expect.arrayContaining([...before]));
    const again = await save(place, saying([{ path: 'a.txt' }], { start: place.start }));
    expect(again.changed).toBe(false);
  });
});
