/** What hints of the gate tell to run, run as they stand. */
import { expect, test } from 'vitest';
import { anewHint, byHandHint } from '../../src/rules/gate/save-hint.ts';
import { claudeLog } from '../support/claude-log.ts';
import { type Clone, origin, PREFIX } from '../support/clones.ts';
import { runHere } from '../support/run-here.ts';
import { scene } from '../engine/gate/gate-scene.ts';

/** The commands of a hint, one after the other. @returns the exit status of each */
const follow = async (hint: string, { dir, env }: Pick<Clone, 'dir' | 'env'>): Promise<readonly (number | null)[]> => {
  const [line = ''] = hint.split(';');
  const codes: (number | null)[] = [];
  for (const command of line.split(' && '))
    codes.push((await runHere([...command.split(' ').slice(1), '--cwd', dir], { env })).code);
  return codes;
};

test('a version that must not be there is not in what is pushed in its place', async () => {
  const remote = origin();
  const log = claudeLog(remote.base);
  log.user('Fix the sum');
  log.say('Done.');
  const kept = log.keep(remote.home);
  const clone = await remote.clone();
  const run = (...argv: string[]) => runHere([...argv, '--cwd', clone.dir], { env: clone.env });
  await run('session', 'handoff', 'save', '--claude', kept, '--artifact-id', 'one');
  expect((await run('session', 'handoff', 'artifact', 'push', '--remote', 'origin', '--allow-remote')).code).toBe(0);
  const hint = anewHint('base:one').replaceAll('--last', `--claude ${kept}`);
  expect(await follow(hint, clone)).toEqual([0, 0, 0, 0]);
  expect(remote.git('rev-list', `${PREFIX}one`)).toBe(clone.git('rev-parse', `${PREFIX}one`));
});

test('a path that begins as an option does is claimed by hand', async () => {
  const place = await scene('require = "always"\n');
  place.repo.write('-x.txt', 'mine\n');
  place.repo.commit('work');
  expect(await follow(byHandHint('-x.txt'), place.repo)).toEqual([0]);
  expect((await place.told()).error).toEqual([]);
});
