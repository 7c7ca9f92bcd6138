/** What hints of the gate tell to run, run as they stand. */
import { describe, expect, test } from 'vitest';
import { anewHint, byHandHint, saveHint } from '../../src/rules/gate/save-hint.ts';
import { claudeLog } from '../support/claude-log.ts';
import { type Clone, origin, PREFIX } from '../support/clones.ts';
import { runHere } from '../support/run-here.ts';
import { scene } from '../engine/gate/gate-scene.ts';

/** The commands of a hint, until one fails. @returns the exit status of each */
const follow = async (hint: string, { dir, env }: Pick<Clone, 'dir' | 'env'>): Promise<readonly (number | null)[]> => {
  const [line = ''] = hint.split(';');
  const codes: (number | null)[] = [];
  for (const command of line.split(' && ')) {
    codes.push((await runHere([...command.split(' ').slice(1), '--cwd', dir], { env })).code);
    if (codes.at(-1) !== 0) break;
  }
  return codes;
};

describe('an artifact that must not be there, saved anew', () => {
  const pushed = async () => {
    const remote = origin();
    const log = claudeLog(remote.base);
    log.user('Fix the sum');
    log.say('Done.');
    const kept = log.keep(remote.home);
    const clone = await remote.clone();
    const run = (...argv: string[]) => runHere([...argv, '--cwd', clone.dir], { env: clone.env });
    await run('session', 'handoff', 'save', '--claude', kept, '--artifact-id', 'one');
    expect((await run('session', 'handoff', 'artifact', 'push', '--remote', 'origin', '--allow-remote')).code).toBe(0);
    return {
      remote,
      clone,
      from: (log: string) =>
        anewHint({ id: 'base:one', by_hand: null, session_ids: ['a'] }).replaceAll('--last', `--claude ${log}`),
      kept,
    };
  };

  test('is not in what is pushed in its place', async () => {
    const { remote, clone, from, kept } = await pushed();
    expect(await follow(from(kept), clone)).toEqual([0, 0, 0, 0, 0]);
    expect(remote.git('rev-list', `${PREFIX}one`)).toBe(clone.git('rev-parse', `${PREFIX}one`));
  });

  test('stays where there is no session to save', async () => {
    const { remote, clone, from } = await pushed();
    expect(await follow(from('none'), clone)).not.toContain(0);
    for (const place of [remote, clone]) expect(place.git('for-each-ref', `${PREFIX}one`)).not.toBe('');
  });

  test('is all that is sent, and what else cannot be sent is not in the way', async () => {
    const { remote, clone, from, kept } = await pushed();
    await clone.save('private', 'mine');
    const broken = clone.git('commit-tree', '-m', 'handoff-artifact: broken', clone.git('mktree'));
    clone.git('update-ref', `${PREFIX}broken`, broken);
    expect(await follow(from(kept), clone)).toEqual([0, 0, 0, 0, 0]);
    expect(remote.git('for-each-ref', '--format=%(refname)', PREFIX)).toBe(`${PREFIX}one`);
  });
});

test('a path that begins as an option does is claimed by hand', async () => {
  const place = await scene('require = "always"\n');
  place.repo.write('-x.txt', 'mine\n');
  place.repo.commit('work');
  expect(await follow(byHandHint('-x.txt'), place.repo)).toEqual([0]);
  expect((await place.told()).error).toEqual([]);
});

describe("a person's part that is saved again under its id", () => {
  /** Of two files that they claimed they committed one. */
  const partly = async () => {
    const place = await scene('require = "always"\n');
    const { repo } = place;
    repo.write('a.txt', 'mine\n');
    repo.write('new.txt', 'mine\n');
    await runHere(['session', 'handoff', 'save', '--by-hand', 'mine', '--artifact-id', 'own', '--cwd', repo.dir], repo);
    repo.git('commit', '-qam', 'work');
    expect((await place.told({ strict: true })).error).toEqual(['claim_left_out']);
    repo.git('stash', 'push', '-q', '--include-untracked');
    return place;
  };
  const hint = saveHint({ id: 'base:own', by_hand: 'mine' });

  test('claims what it did, and nothing that is not there any more', async () => {
    const place = await partly();
    expect(await follow(hint, place.repo)).toEqual([0]);
    expect((await place.told({ strict: true })).error).toEqual([]);
  });

  test('never claims what nobody answered for', async () => {
    const place = await partly();
    place.repo.write('rider.txt', 'whose?\n');
    place.repo.commit('rider');
    expect(await follow(hint, place.repo)).toEqual([0]);
    expect((await place.told({ strict: true })).error).toEqual(['files_unclaimed']);
  });

  test('never claims that out of the archive either', async () => {
    const place = await partly();
    const { repo } = place;
    await runHere(['session', 'handoff', 'artifact', 'archive', 'own', '--force', '--cwd', repo.dir], repo);
    repo.write('rider.txt', 'whose?\n');
    repo.commit('rider');
    expect(await follow(hint, repo)).toEqual([0]);
    expect((await place.told({ strict: true })).error).toEqual(['files_unclaimed']);
  });

  test.each(['', ' a.txt'])('is not what holds sessions, with%s --dry-run neither', async (files) => {
    const place = await scene();
    const { repo } = place;
    repo.write('a.txt', 'agent\n');
    await place.save('own', ['a.txt']);
    repo.commit('work');
    const argv = `session handoff save --by-hand mine --artifact-id own --dry-run${files}`.split(' ');
    const { code, stderr } = await runHere([...argv, '--cwd', repo.dir], repo);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('which holds sessions') });
  });

  test('claims the files that are named, also where it claimed none of them', async () => {
    const place = await partly();
    place.repo.write('rider.txt', 'mine after all\n');
    place.repo.commit('rider');
    expect(await follow(`${hint} a.txt rider.txt`, place.repo)).toEqual([0]);
    expect((await place.told({ strict: true })).error).toEqual([]);
  });
});
