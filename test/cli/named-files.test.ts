/** Files that a command is told to write: a repository is anybody's, and so are the links in it. */
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARTIFACT, POSIX, type Scene, fails, scene } from '../support/scene.ts';

const ready = async (): Promise<Scene> => {
  const place = scene();
  place.repo.write('src/a.txt', 'a');
  place.repo.commit('two');
  const saved = await place.run('session', 'handoff', 'save', '--last', '--artifact-id', 'one');
  expect(saved.code).toBe(0);
  return place;
};

/** How each command is told to write a file. */
const WRITING: { readonly [command: string]: (file: string) => readonly string[] } = {
  'session handoff': (file) => ['session', 'handoff', '--last', '--output', file],
  'render-md': (file) => [...ARTIFACT, 'render-md', 'one', '--output', file],
  gate: (file) => ['gate', '--base', 'main', '--output', file],
  export: (file) => ['export', '--artifacts', file],
};

describe.runIf(POSIX).each(Object.entries(WRITING))('%s', (_, argv) => {
  test('writes through no link of the repository', async () => {
    const place = await ready();
    const outside = place.file('bashrc', 'mine\n');
    const { dir } = place.repo;
    symlinkSync(outside, join(dir, 'report'));
    symlinkSync(join(dir, 'src/a.txt'), join(dir, 'inside'));
    symlinkSync(place.repo.base, join(dir, 'docs'));
    symlinkSync('.git', join(dir, 'hidden'));
    const config = readFileSync(join(dir, '.git/config'), 'utf8');
    for (const name of ['report', 'inside', 'docs/bashrc', 'docs/new', 'hidden/config'])
      await fails(place, argv(join(dir, name)), [1, 'refused']);
    await fails(place, argv('report'), [1, 'refused']);
    expect(readFileSync(outside, 'utf8')).toBe('mine\n');
    expect(readFileSync(join(dir, '.git/config'), 'utf8')).toBe(config);
    expect(readFileSync(join(dir, 'src/a.txt'), 'utf8')).toBe('a');
  });

  test('writes through no link of another repository than the current one', async () => {
    const place = await ready();
    const outside = place.file('bashrc', 'mine\n');
    const other = join(place.repo.base, 'other');
    mkdirSync(other);
    place.repo.gitWith({ cwd: other }, 'init', '--quiet');
    symlinkSync(outside, join(other, 'report'));
    await fails(place, argv(join(other, 'report')), [1, 'refused']);
    // by a name of the user's own
    symlinkSync(other, join(place.repo.base, 'way'));
    await fails(place, argv(join(place.repo.base, 'way', 'report')), [1, 'refused']);
    expect(readFileSync(outside, 'utf8')).toBe('mine\n');
  });

  test('writes through a link that is in no repository, and into plain folders of one', async () => {
    const place = await ready();
    const target = place.file('target', 'old');
    const own = join(place.repo.base, 'own');
    symlinkSync(target, own);
    for (const path of [own, join(place.repo.dir, 'src', 'new')]) {
      const { stdout } = await place.run(...argv(path), '--json');
      expect(JSON.parse(stdout)).not.toHaveProperty('error');
    }
    expect(readFileSync(target, 'utf8')).not.toBe('old');
    expect(readFileSync(join(place.repo.dir, 'src', 'new')).length).toBeGreaterThan(0);
  });
});

test.runIf(POSIX)('render-md tells a HANDOFF.md that is a link as that, whatever it leads to', async () => {
  const place = await ready();
  symlinkSync('src/a.txt', join(place.repo.dir, 'HANDOFF.md'));
  const { stdout } = await place.run(...ARTIFACT, 'render-md', 'one', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.stringContaining('found a link') } });
});

test.runIf(POSIX)('gate witness refuses before it runs anything', async () => {
  const place = await ready();
  symlinkSync(place.file('bashrc', 'mine\n'), join(place.repo.dir, 'statement'));
  writeFileSync(join(place.repo.base, 'key'), '');
  const env = { OPENSESSION_WITNESS_KEY_FILE: join(place.repo.base, 'key') };
  const argv = ['gate', 'witness', '--run-id', 'ci:1', '--output', join(place.repo.dir, 'statement'), '--json'];
  const { code, stdout } = await place.runWith(env, ...argv);
  expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('"refused"') as string });
});

test('no command writes a file in another way', () => {
  const src = resolve(import.meta.dirname, '../../src');
  const writers = globSync('{cli,engine}/**/*.ts', { cwd: src }).filter((file) =>
    /\bfiles\.write(?:Chunks)?\(/.test(readFileSync(join(src, file), 'utf8')),
  );
  expect(writers).toEqual(['engine/write-named-file.ts']);
});
