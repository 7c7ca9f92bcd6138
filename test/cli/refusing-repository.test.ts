/** A repository that cannot be written as asked: told with its code, and nothing that was kept is lost. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ARTIFACT, POSIX, PREFIX, type Scene, failed, fails, scene, stateOf } from '../support/scene.ts';
import { realGit, wrapped } from '../support/wrapped.ts';

describe('a repository that refuses', () => {
  const kept = async (): Promise<Scene & { readonly tip: string }> => {
    const place = scene();
    expect(await place.run('session', 'handoff', 'save', '--artifact-id', 'kept')).toMatchObject({ code: 0 });
    const tip = place.repo.git('rev-parse', `${PREFIX}kept`);
    place.log.say('And more.');
    place.keep();
    return { ...place, tip };
  };
  const save = ['session', 'handoff', 'save', '--artifact-id', 'kept'];

  test('a locked ref: nothing moves, and it goes on when the lock is gone', { timeout: 60_000 }, async () => {
    const place = await kept();
    const lock = join(place.repo.dir, '.git', `${PREFIX}kept.lock`);
    writeFileSync(lock, '');
    for (const argv of [save, [...ARTIFACT, 'refresh', 'kept'], [...ARTIFACT, 'rm', 'kept']])
      await fails(place, argv, [6, 'ref_locked']);
    expect(place.repo.git('rev-parse', `${PREFIX}kept`)).toBe(place.tip);
    rmSync(lock);
    expect(await place.run(...save)).toMatchObject({ code: 0 });
    expect(place.repo.git('rev-parse', `${PREFIX}kept^`)).toBe(place.tip);
  });

  test.skipIf(!POSIX)('a ref that moves meanwhile: both versions are kept', async () => {
    const place = await kept();
    expect(await place.run(...save)).toMatchObject({ code: 0 });
    const second = place.repo.git('rev-parse', `${PREFIX}kept`);
    place.repo.git('update-ref', `${PREFIX}kept`, place.tip);
    place.log.say('And a third thing.');
    place.keep();
    const flag = join(place.repo.base, 'moved');
    const moving = `case "$*" in *update-ref*) [ -e '${flag}' ] || { : > '${flag}'; ${realGit()} update-ref ${PREFIX}kept ${second}; };; esac; exec`;
    wrapped(join(place.repo.base, 'bin'), 'git', { before: moving, program: realGit() });
    const PATH = `${join(place.repo.base, 'bin')}:${process.env['PATH']}`;
    expect(await place.runWith({ PATH }, ...save)).toMatchObject({ code: 0 });
    expect(place.repo.git('rev-list', `${PREFIX}kept`).split('\n').slice(1)).toEqual([second, place.tip]);
  });

  test.skipIf(!POSIX)('a full disk: told, nothing moves, and it goes on when there is space', async () => {
    const place = await kept();
    wrapped(join(place.repo.base, 'bin'), 'git', { before: 'ulimit -f 4; exec', program: realGit() });
    for (let part = 0; part < 40; part++) place.log.say(`${part} ${Math.random()} `.repeat(40));
    place.keep();
    const PATH = `${join(place.repo.base, 'bin')}:${process.env['PATH']}`;
    failed(await place.runWith({ PATH }, ...save, '--json'), 8, 'no_space');
    expect(place.repo.git('rev-parse', `${PREFIX}kept`)).toBe(place.tip);
    expect(await place.run(...save)).toMatchObject({ code: 0 });
    expect(place.repo.git('fsck')).not.toMatch(/error|missing/);
  });

  test('a ref whose object is gone, or that holds no id: told as such, and not built upon', async () => {
    const place = await kept();
    const refs = join(place.repo.dir, '.git', PREFIX);
    writeFileSync(join(refs, 'gone'), `${'1'.repeat(40)}\n`);
    for (const argv of [
      [...ARTIFACT, 'show', 'gone'],
      [...ARTIFACT, 'refresh', 'gone'],
      [...save.slice(0, -1), 'gone'],
    ])
      await fails(place, argv, [7, 'artifact_corrupt']);
    writeFileSync(join(refs, 'garbage'), 'no id\n');
    await fails(place, [...save.slice(0, -1), 'garbage'], [7, 'artifact_corrupt']);
    expect(await stateOf(place)).toEqual({ garbage: 'unreadable', gone: 'unreadable', kept: 'readable' });
    for (const word of ['show', 'rm']) await fails(place, [...ARTIFACT, word, 'garbage'], [7, 'artifact_corrupt']);
    for (const word of ['show', 'rm']) await fails(place, [...ARTIFACT, word, 'nothing'], [3, 'artifact_not_found']);
    expect(await place.run(...ARTIFACT, 'rm', 'gone')).toMatchObject({ code: 0 });
  });

  test('of what is missing no hint is given that fails itself', async () => {
    const place = await kept();
    const { repo } = place;
    writeFileSync(join(repo.dir, '.git', PREFIX, 'gone'), `${'1'.repeat(40)}\n`);
    const hintOf = async (id: string): Promise<string> => {
      const { stdout } = await place.run(...ARTIFACT, 'show', id, '--json');
      const { error } = JSON.parse(stdout) as { error: { code: string; message: string; hint: string } };
      expect(error).toMatchObject({ code: 'artifact_corrupt', message: expect.stringMatching(/ is missing$/) });
      return error.hint;
    };
    expect(await hintOf('gone')).not.toContain('git show');
    for (const name of ['kept:artifact.json', 'kept^{tree}']) {
      const id = repo.git('rev-parse', `${PREFIX}${name}`);
      rmSync(join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2)));
      expect(await hintOf('kept')).not.toContain('git show');
    }
  });

  test('beside one whose object is gone the others are archived, and found by the gate', async () => {
    const place = await kept();
    writeFileSync(join(place.repo.dir, '.git', PREFIX, 'gone'), `${'1'.repeat(40)}\n`);
    place.repo.git('checkout', '-qb', 'work');
    place.repo.commit('two');
    const judged = await place.run('gate', '--base', 'main', '--json');
    expect(JSON.parse(judged.stdout)).toMatchObject({ subject: { base_ref: 'refs/heads/main' } });
    place.repo.git('checkout', '-q', 'main');
    place.repo.git('branch', '-D', 'work');
    await fails(place, [...ARTIFACT, 'archive', 'kept', 'gone'], [7, 'artifact_corrupt']);
    expect(place.repo.git('rev-parse', `${PREFIX}kept`)).toBe(place.tip);
    const { code, stdout } = await place.run(...ARTIFACT, 'archive', '--older-than', '0d', '--json');
    const { archived, artifacts } = JSON.parse(stdout);
    expect({ code, archived, artifacts }).toMatchObject({
      code: 0,
      archived: 1,
      artifacts: [
        { artifact_id: 'gone', action: 'stay', reason: 'unreadable' },
        { artifact_id: 'kept', action: 'archive' },
      ],
    });
  });
});
