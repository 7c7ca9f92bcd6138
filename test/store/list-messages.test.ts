import { expect, test } from 'vitest';
import type { ArtifactId } from '../../src/domain/refs.ts';
import { makeBareRepository } from '../../src/git/bare-repository.ts';
import { openGit } from '../../src/git/open-git.ts';
import { reachRemote, type Transfer } from '../../src/git/transfer/open-transfer.ts';
import { hearMessages } from '../../src/store/remote/list-messages.ts';
import { tempDir, tempRepo } from '../support/temp-repo.ts';

test('a commit that came is not asked for again, one that was listed before it was there is', async () => {
  const from = tempRepo();
  const there = tempRepo({ bare: true });
  const change = '1'.repeat(40);
  const tips = ['early', 'late'].map((id) => ({
    id: id as ArtifactId,
    commit: from.commit(`handoff-artifact: ${id}\n\nHandoff-Meta: 2\nCommits: ${change}`),
  }));
  const push = (id: string): string => {
    const commit = tips.find((tip) => tip.id === id)?.commit ?? '';
    from.git('push', '--quiet', there.dir, `${commit}:refs/heads/${id}`);
    return `${commit}\n`;
  };
  const dir = tempDir();
  makeBareRepository(dir, { format: 'sha1', objects: null });
  const git = openGit(there.env);
  const place = { git, cwd: dir, commonDir: dir, format: 'sha1', clock: { now: () => new Date(0) } } as const;
  const { transfer, fetched } = counted(await reachRemote(git, { dir, cwd: dir, address: there.dir, ssh: undefined }));
  const remote = {
    origin: 'base',
    transfer,
    timeoutMs: 10_000,
    list: () => Promise.reject(new Error('nothing is listed')),
  } as const;
  const here = new Set<string>();
  const hear = async (): Promise<readonly string[]> => {
    fetched.length = 0;
    const hints = { states: new Set<string>(), paths: new Set<string>(), commits: new Set([change]) };
    const heard = await hearMessages(remote, place, {
      tips,
      hints,
      here,
    });
    return heard.map(({ id }) => id);
  };

  push('early');
  expect(await hear()).toEqual(['early']);
  const late = push('late');
  expect(await hear()).toEqual(['early', 'late']);
  expect(fetched).toEqual([late]);
  expect(await hear()).toEqual(['early', 'late']);
  expect(fetched).toEqual([]);
});

/** What each fetch asks for. */
const counted = (transfer: Transfer): { readonly transfer: Transfer; readonly fetched: unknown[] } => {
  const fetched: unknown[] = [];
  const run: Transfer['git']['run'] = (args, options) => {
    if (args.includes('fetch')) fetched.push(options.stdin);
    return transfer.git.run(args, options);
  };
  return { transfer: { ...transfer, git: { ...transfer.git, run } }, fetched };
};
