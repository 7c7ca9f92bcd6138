/** Where a session ran stands so far behind in its log that nobody looks there first: a prompt with pictures. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHandoffs } from '../../src/engine/build-handoff.ts';
import { openWorld } from '../../src/open-world.ts';
import { claudeLog } from '../support/claude-log.ts';
import { tempRepo } from '../support/temp-repo.ts';

const PICTURE = 'A'.repeat(9 * 1024 * 1024);

test('its repository and its paths are told as of any other', async () => {
  const repo = tempRepo();
  repo.write('add.js', 'a\n');
  repo.commit('one', Date.UTC(2026, 2, 4, 8) / 1000);
  const log = claudeLog(repo.dir);
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PICTURE } };
  const message = { role: 'user', content: [{ type: 'text', text: 'Fix add as in the picture' }, image] };
  // without a directory of its own: that stands in the next record
  log.record({ type: 'user', message, cwd: undefined });
  log.tool('Edit', { file_path: join(repo.dir, 'add.js'), old_string: 'a', new_string: 'b' });
  repo.write('add.js', 'b\n');
  const world = openWorld({ cwd: repo.dir, env: { ...repo.env, HOME: repo.base, USERPROFILE: repo.base } });
  const path = log.keep(repo.base);
  const [built] = await buildHandoffs(world, [{ agent: 'claude-code', path }]);
  expect(built?.handoff.repository?.branch).toBe('main');
  expect(built?.handoff.files_modified).toMatchObject([{ path: 'add.js', scope: 'repository' }]);
});
