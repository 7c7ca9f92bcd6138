/** The repository of a recording as its session left it: the same commit, the same `git status --short`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { demoGit, type DemoGit } from './demo-git.ts';
import { statusLines } from './status-lines.ts';

export const restoreRepository = async (recording: string, repo: string): Promise<void> => {
  const git = await demoGit(repo);
  await fetchBundle(git, join(recording, 'repo.bundle'));
  await applyWork(git, recording, repo);
};

/** Not `git clone`: a session's repository has no remote named after the bundle. */
const fetchBundle = async (git: DemoGit, bundle: string): Promise<void> => {
  await git('fetch', '-q', bundle, '+refs/*:refs/*', '--update-head-ok');
  await git('reset', '-q', '--hard', 'HEAD');
};

const applyWork = async (git: DemoGit, recording: string, repo: string): Promise<void> => {
  if (/\S/.test(await readFile(join(recording, 'work.diff'), 'utf8')))
    await git('apply', '--whitespace=nowarn', join(recording, 'work.diff'));
  for (const { index, paths } of statusLines(await readFile(join(recording, 'status.txt'), 'utf8'))) {
    if (index === '?') for (const path of paths) await addUntracked(recording, repo, path);
    else if (index !== ' ') await git('add', '-A', '--', ...paths);
  }
};

/** A recording without `untracked/` tells the names of these files only: they are left empty. */
const addUntracked = async (recording: string, repo: string, path: string): Promise<void> => {
  const kept = join(recording, 'untracked', path);
  await mkdir(dirname(join(repo, path)), { recursive: true });
  await writeFile(join(repo, path), existsSync(kept) ? await readFile(kept) : '');
};
