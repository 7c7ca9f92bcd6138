/** What waits to be pushed, and to where. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findings, ready, save } from './examined.ts';

test('an entry whose artifact or remote is gone is taken out; one that waits for another remote is told', async () => {
  const place = ready();
  const saved = await save(place, 'one');
  place.repo.git('remote', 'add', 'other', 'https://example.org/a');
  const entry = (artifact_id: string, name: string) => ({
    artifact_id,
    address: `https://example.org/${name}`,
    since: '2026-05-01T00:00:00Z',
  });
  const entries = [entry('one', 'a'), entry('gone', 'a'), entry('one', 'removed')];
  const queue = join(place.repo.dir, '.git/opensession/push-queue.json');
  mkdirSync(join(queue, '..'), { recursive: true });
  writeFileSync(queue, JSON.stringify({ version: 1, entries }));
  expect(await findings(place.world, 'push_queue')).toMatchObject([
    { severity: 'warning', fix: null, hint: 'opensession session handoff artifact push one --remote other' },
    { severity: 'warning', fix: { done: false } },
    { severity: 'warning', fix: { done: false }, what: expect.stringContaining('no remote here is pushed to there') },
  ]);
  const [, ...mended] = await findings(place.world, 'push_queue', true);
  expect(mended).toMatchObject([{ fix: { done: true } }, { fix: { done: true } }]);
  expect((await place.world.exchange(place.world.cwd)).queue()).toEqual(entries.slice(0, 1));
  expect(place.repo.git('rev-parse', saved.ref)).toBe(saved.commit);
});

test('what waits for a remote that another working tree may have is left, and told', async () => {
  const place = ready();
  await save(place, 'one');
  const { dir } = place.repo;
  place.repo.git('config', 'extensions.worktreeConfig', 'true');
  place.repo.git('worktree', 'add', '--quiet', '--detach', join(place.repo.base, 'linked'));
  const address = 'https://example.org/linked';
  place.repo.git('-C', join(place.repo.base, 'linked'), 'config', '--worktree', 'remote.linked.url', address);
  const queue = join(dir, '.git/opensession/push-queue.json');
  mkdirSync(join(queue, '..'), { recursive: true });
  const entries = [{ artifact_id: 'one', address, since: '2026-05-01T00:00:00Z' }];
  writeFileSync(queue, JSON.stringify({ version: 1, entries }));
  expect(await findings(place.world, 'push_queue', true)).toMatchObject([{ severity: 'warning', fix: null }]);
  expect((await place.world.exchange(dir)).queue()).toEqual(entries);
});
