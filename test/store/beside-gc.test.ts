/** A `git gc --prune=now` that began before a ref names new objects takes them for garbage. */
import { appendFileSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { toArtifactId } from '../../src/domain/refs.ts';
import type { Git } from '../../src/git/git.ts';
import { openGit } from '../../src/git/open-git.ts';
import { openArtifactStore } from '../../src/store/open-artifact-store.ts';
import { openSessionsStore } from '../../src/store/sessions/open-sessions-store.ts';
import { writeWhole } from '../../src/sources/files.ts';
import { machineOf } from '../support/clones.ts';
import { type TempRepo, tempRepo } from '../support/temp-repo.ts';
import { BRANCH, filesOf, sessionWith } from './sessions/branch-fixture.ts';
import { versionOf } from './artifact-fixture.ts';

interface Hearing {
  readonly before?: (command: string) => void;
  readonly after?: (command: string) => void;
}

/** `before` and `after` hear of each git command: before it has what it reads, although it may be started already. */
const heardGit = (repo: TempRepo, how: Hearing): Git => {
  const git = openGit(repo.env);
  return {
    ...git,
    run: async (args, options) => {
      const hear = (): void => how.before?.(args[0] ?? '');
      const { stdin } = options;
      const heard = stdin instanceof Promise ? stdin.then((text) => (hear(), text)) : (hear(), stdin);
      const result = await git.run(args, { ...options, ...(heard === undefined ? {} : { stdin: heard }) });
      how.after?.(args[0] ?? '');
      return result;
    },
  };
};

const storeOf = async (repo: TempRepo, how: Hearing) => {
  const git = heardGit(repo, how);
  return openArtifactStore(git, await git.locate(repo.dir));
};

const branchOf = async (repo: TempRepo, how: Hearing) => {
  const git = heardGit(repo, how);
  const clock = { now: () => new Date() };
  return openSessionsStore(git, await git.locate(repo.dir), {
    clock,
    machine: machineOf(),
    write: writeWhole,
    ssh: undefined,
  });
};

const whole = async (repo: TempRepo): Promise<void> => {
  const store = await storeOf(repo, {});
  expect((await store.read(toArtifactId('one'))).markdown).toBe('# one\n');
  expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing/);
};

it('objects that are deleted before the ref names them are written again', async () => {
  const repo = tempRepo();
  let prunes = 0;
  const store = await storeOf(repo, {
    before: (command) => {
      if (command === 'update-ref' && prunes++ === 0) repo.git('prune', '--expire=now');
    },
  });
  expect((await store.save({ ...(await versionOf('one')), expect: null })).changed).toBe(true);
  await whole(repo);
});

it('objects outlive a gc that looked at the refs before they moved, and deletes afterwards', async () => {
  const repo = tempRepo();
  const pid = join(repo.dir, '.git/gc.pid');
  const loose = (id: string): string => join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  const store = await storeOf(repo, {
    after: (command) => {
      if (command === 'update-ref') writeFileSync(pid, '1 host');
    },
  });
  const { commit } = await store.save({ ...(await versionOf('one')), expect: null });
  expect(existsSync(loose(commit))).toBe(true);
  for (const line of repo.git('rev-list', '--objects', commit).split('\n')) rmSync(loose(line.slice(0, 40)));
  rmSync(pid);
  await whole(repo);
});

it('what only an old pack holds, which a repack is about to drop, is written again', async () => {
  const repo = tempRepo();
  const { id, files, message } = await versionOf('one');
  const old = await (await storeOf(repo, {})).save({ ...(await versionOf('other')), files });
  repo.git('repack', '-adq');
  const packs = (): string[] => readdirSync(join(repo.dir, '.git/objects/pack'));
  const dropped = packs();
  await (await storeOf(repo, {})).remove(toArtifactId('other'), old.commit);
  await (await storeOf(repo, {})).save({ id, files, message, expect: null });
  for (const name of dropped) rmSync(join(repo.dir, '.git/objects/pack', name));
  await whole(repo);
});

it('sessions on their branch outlive such a gc too, when they are added and when the branch begins anew', async () => {
  const repo = tempRepo();
  let prunes = 0;
  const how: Hearing = {
    before: (command) => {
      if (command === 'update-ref' && prunes++ % 2 === 0) repo.git('prune', '--expire=now');
    },
  };
  const branch = await branchOf(repo, how);
  await branch.add([filesOf(repo, sessionWith('one', 2)), filesOf(repo, sessionWith('two', 2))]);
  const pruned = await branch.prune({ before: null, keep: 1, days: null, dryRun: false });
  expect({ prunes, expired: pruned.expired.length }).toEqual({ prunes: 4, expired: 1 });
  expect(repo.git('rev-list', '--count', BRANCH)).toBe('1');
  expect(repo.git('fsck', '--strict')).not.toMatch(/error|missing/);
});

it('a large session, which is no part of the pack, outlives it as well', async () => {
  const repo = tempRepo();
  const session = filesOf(repo, sessionWith('large', 2));
  appendFileSync(session.hail, `${JSON.stringify({ type: 'note', text: 'x'.repeat(9 * 1024 * 1024) })}\n`);
  const bytes = statSync(session.hail).size;
  const pid = join(repo.dir, '.git/gc.pid');
  const loose = (id: string): string => join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2));
  const branch = await branchOf(repo, {
    after: (command) => {
      if (command === 'update-ref') writeFileSync(pid, '1 host');
    },
  });
  const { sessions } = await branch.add([{ ...session, bytes }]);
  const blob = repo.git('rev-parse', `${BRANCH}:${sessions[0]?.path}`);
  rmSync(loose(blob));
  rmSync(pid);
  expect(repo.git('cat-file', '-s', blob)).toBe(String(bytes));
});
