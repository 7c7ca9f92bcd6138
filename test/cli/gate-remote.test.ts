import { expect, test } from 'vitest';
import { runHere } from '../support/run-here.ts';
import { runCli } from '../support/run-cli.ts';
import { remoteScene } from '../engine/gate/remote-scene.ts';

test('a checkout one commit deep is judged by what the remote holds', async () => {
  const place = await remoteScene();
  const { repo, base } = place;
  repo.write('a.txt', 'changed\n');
  await place.save('one', ['a.txt']);
  repo.commit('work');
  place.push();
  repo.gitWith({ cwd: repo.base }, 'clone', '-q', '--depth=1', '--branch=work', base.url, 'checkout');
  const cwd = `${repo.base}/checkout`;
  const gate = (...args: string[]) => runCli(['gate', '--json', ...args], { home: repo.home, cwd });
  const desk = await gate();
  expect({ desk: desk.code, error: desk.stdout }).toMatchObject({ desk: 2 });
  const { code, stdout } = await gate('--remote', 'origin', '--base', 'main', '--artifact', 'one');
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'pass',
    subject: { head: repo.git('rev-parse', 'work'), base_tip: repo.git('rev-parse', 'main') },
    artifacts: [{ id: 'base:one', named: 'named', bound: true }],
  });
  expect(code).toBe(0);
  const missing = await gate('--remote', base.url, '--artifact', 'two', '--wait', '0');
  expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('run the gate again') as string });
  expect((await gate('--remote', base.url, '--artifact', 'two', '--wait', '0', '--strict')).code).toBe(1);
});

test.each([
  [['--head-remote', 'x']],
  [['--token-env', 'X']],
  [['--remote', 'nobody']],
  [['--remote', 'origin', '--wait', 'long']],
  [['--remote', 'file:///nowhere', '--token-env', 'NOT_SET_ANYWHERE']],
  [['--remote', 'file:///nowhere', '--head', 'nothing']],
])('%j is no way to ask', async (args) => {
  const place = await remoteScene();
  const { code, stdout } = await runHere(['gate', '--json', '--cwd', place.repo.dir, ...args], {
    env: place.repo.env,
  });
  expect({ code, error: JSON.parse(stdout) as unknown }).toMatchObject({
    code: 2,
    error: { error: { code: 'usage' } },
  });
});

test('at the desk it is told which handoff was not pushed, as CI will not find it', async () => {
  const place = await remoteScene();
  const { repo, base } = place;
  repo.write('a.txt', 'changed\n');
  await place.save('one', ['a.txt']);
  repo.commit('work');
  repo.git('remote', 'add', 'origin', base.url);
  const run = (...args: string[]) => runCli(args, { home: repo.home, cwd: repo.dir });
  const before = await run('gate', '--base', 'main');
  expect(before).toMatchObject({ code: 0, stderr: expect.stringContaining('not known to be pushed') as string });
  expect((await run('session', 'handoff', 'artifact', 'push', '--remote', 'origin')).code).toBe(0);
  expect(await run('gate', '--base', 'main')).toMatchObject({ code: 0, stderr: '' });
});
