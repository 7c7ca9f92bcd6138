import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGit } from '../../src/git/open-git.ts';
import { homeRemote } from '../../src/store/home-remote.ts';
import { tempRepo } from '../support/temp-repo.ts';

const chose = (name: string) =>
  JSON.stringify({ version: 1, name, address: 'a', chosen_at: '2026-01-02T03:04:05.678Z' });

it.each([
  { remotes: [], chosen: null, is: 'origin' },
  { remotes: ['hub'], chosen: null, is: 'hub' },
  { remotes: ['hub', 'origin'], chosen: null, is: 'origin' },
  { remotes: ['origin', 'hub'], chosen: 'hub', is: 'hub' },
  { remotes: ['hub', 'origin'], chosen: 'gone', is: 'origin' },
  { remotes: ['hub', 'new'], chosen: 'new', except: 'new', is: 'hub' },
  { remotes: ['new'], chosen: 'new', except: 'new', is: 'new' },
])('of $remotes, where $chosen receives handoffs, $is', async ({ remotes, chosen, except, is }) => {
  const repo = tempRepo();
  for (const name of remotes) repo.git('remote', 'add', name, 'https://example.test/a.git');
  const commonDir = join(repo.dir, '.git');
  mkdirSync(join(commonDir, 'opensession'));
  if (chosen !== null) writeFileSync(join(commonDir, 'opensession/handoff-remote.json'), chose(chosen));
  expect(await homeRemote({ git: openGit(repo.env), cwd: repo.dir, commonDir }, except)).toBe(is);
});
