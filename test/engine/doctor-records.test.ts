/** The record of removals, or the archive, cannot be read. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toArtifactId } from '../../src/domain/refs.ts';
import { findings, ready, save } from './examined.ts';

const lose = ({ repo }: ReturnType<typeof ready>, at: string): void => {
  const object = join(repo.dir, '.git/objects', at.slice(0, 2), at.slice(2));
  chmodSync(object, 0o644);
  writeFileSync(object, 'garbage');
};

test('a damaged record of removals, or archive, is told, and set aside for a new one', async () => {
  const place = ready();
  for (const name of ['one', 'two']) await save(place, name);
  const store = await place.world.store(place.world.cwd);
  const tip = (name: string): string => place.repo.git('rev-parse', `refs/opensession/handoff/${name}`);
  await store.remove(toArtifactId('one'), tip('artifacts/one'));
  await store.archive.fold([{ id: toArtifactId('two'), commit: tip('artifacts/two') }]);
  expect(await findings(place.world, 'damaged_records')).toEqual([]);
  const ends = ['tombstones', 'archive'].map((name) => {
    const at = tip(name);
    lose(place, at);
    return { name, at };
  });
  const hint = 'opensession session handoff artifact fetch';
  const errors = async (fix = false) =>
    (await findings(place.world, 'damaged_records', fix)).filter(({ severity }) => severity === 'error');
  const open = ends.map(() => ({ severity: 'error', hint, fix: { done: false } }));
  expect(await errors()).toMatchObject(open);
  const mended = await errors(true);
  expect(mended).toMatchObject(open.map((one) => ({ ...one, fix: { done: true, problem: null } })));
  for (const { name, at } of ends)
    expect(place.repo.git('cat-file', 'blob', `refs/opensession/quarantine/${name}-${at.slice(0, 12)}`)).toContain(at);
  expect(await findings(place.world, 'damaged_records')).toEqual([]);
  const folder = join(place.repo.dir, '.git/refs/opensession/handoff');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tombstones'), '');
  const [empty] = await errors(true);
  expect(empty).toMatchObject({ severity: 'error', fix: null, hint: expect.stringContaining('tombstones') });
});

/** Two artifacts are removed, one after the other. @param last the commit that the record ends with, of the one that it was */
const removedTwo = async (last: (git: (...args: string[]) => string, at: string) => string = (_, at) => at) => {
  const place = ready();
  for (const name of ['one', 'two']) await save(place, name);
  const store = await place.world.store(place.world.cwd);
  const tip = (name: string): string => place.repo.git('rev-parse', `refs/opensession/handoff/${name}`);
  for (const name of ['one', 'two']) await store.remove(toArtifactId(name), tip(`artifacts/${name}`));
  const first = tip('tombstones');
  const at = last((...args) => place.repo.git(...args), first);
  place.repo.git('update-ref', 'refs/opensession/handoff/tombstones', at);
  for (const one of new Set([at, first])) lose(place, one);
  const removed = async () => (await store.archive.removals()).map(({ artifact_id }) => artifact_id).sort();
  return { place, removed };
};

test('removals whose newest commit is lost go on where what is among the objects makes that very commit', async () => {
  const { place, removed } = await removedTwo();
  expect(await findings(place.world, 'damaged_records', true)).toMatchObject([
    { severity: 'error', what: expect.stringContaining('2 removals can still be read'), fix: { done: true } },
  ]);
  expect(await removed()).toEqual(['one', 'two']);
  expect(await findings(place.world, 'damaged_records')).toEqual([]);
});

test('removals that may be those of a lost commit are told, and brought back by the command', async () => {
  const { place, removed } = await removedTwo((git, at) =>
    git('commit-tree', '-p', `${at}^`, '-m', 'handoff-tombstones: joined', `${at}^{tree}`),
  );
  const [damaged, ...notes] = await findings(place.world, 'damaged_records', true);
  expect(damaged).toMatchObject({ severity: 'error', fix: { done: true } });
  expect(notes).toMatchObject([
    { severity: 'note', fix: null },
    { severity: 'note', fix: null },
  ]);
  expect(await removed()).toEqual([]);
  const run = (hint: string | null | undefined): unknown =>
    execFileSync('sh', ['-c', hint ?? 'false'], { cwd: place.repo.dir, env: place.repo.env, stdio: 'pipe' });
  run(notes[0]?.hint);
  expect(await removed()).toEqual(['one', 'two']);
  // what is there by now is never replaced
  expect(() => run(notes[1]?.hint)).toThrow();
  expect(await findings(place.world, 'damaged_records')).toEqual([]);
});

test.each([
  ['commit', '', [['one', 'two'], ['one']]],
  ['tree', '^{tree}', [['one']]],
] as const)(
  'of an archive whose %s is lost what is left is found, and brought back by the command that is told',
  async (_, part, left) => {
    const place = ready();
    const store = await place.world.store(place.world.cwd);
    const tip = (name: string): string => place.repo.git('rev-parse', `refs/opensession/handoff/${name}`);
    for (const name of ['one', 'two']) {
      await save(place, name);
      await store.archive.fold([{ id: toArtifactId(name), commit: tip(`artifacts/${name}`) }]);
    }
    const at = tip(`archive${part}`);
    lose(place, at);
    const found = await findings(place.world, 'damaged_records', true);
    const notes = found.filter(({ severity }) => severity === 'note');
    expect(notes.map(({ what }) => / holds (\d) artifacts/.exec(what)?.[1])).toEqual(
      left.map(({ length }) => `${length}`),
    );
    expect(await store.archive.list()).toEqual([]);
    execFileSync('sh', ['-c', notes[0]?.hint ?? 'false'], { cwd: place.repo.dir, env: place.repo.env });
    const listed = (await store.archive.list()).map(({ artifact_id, problem }) => ({ artifact_id, problem }));
    expect(listed).toEqual(left[0].map((artifact_id) => ({ artifact_id, problem: null })));
    for (const name of left[0]) expect((await store.find(toArtifactId(name))).archived).toBe(true);
    expect(await findings(place.world, 'damaged_records')).toEqual([]);
  },
);
