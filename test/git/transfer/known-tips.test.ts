import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openGit } from '../../../src/git/open-git.ts';
import { nameReadable } from '../../../src/git/transfer/known-tips.ts';
import { tempRepo } from '../../support/temp-repo.ts';

it('a damaged tip is seen and the others are told, whatever bytes name them', async () => {
  const repo = tempRepo();
  repo.write('a.txt', 'a\n');
  repo.commit('one');
  const readable = repo.git('rev-parse', 'HEAD');
  // names that are no UTF-8, and the same when they are read as such
  const refs = [`${'1'.repeat(40)} refs/opensession/handoff/\xfe`, `${readable} refs/opensession/handoff/\xff`];
  writeFileSync(join(repo.dir, '.git/packed-refs'), `${refs.join('\n')}\n`, 'latin1');
  const git = openGit(repo.env);
  expect(await nameReadable({ git, cwd: repo.dir }, git)).toBe(true);
  expect(repo.git('for-each-ref', '--format=%(objectname)', 'refs/known/')).toBe(readable);
});
