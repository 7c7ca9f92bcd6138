/** Git in a throw-away repository, which the first call makes. */
import { mkdir } from 'node:fs/promises';
import { openWorld } from '../../open-world.ts';

/** Runs one command in the repository and gives its stdout. */
export type DemoGit = (...args: readonly string[]) => Promise<string>;

export const demoGit = async (repo: string): Promise<DemoGit> => {
  await mkdir(repo, { recursive: true });
  const world = openWorld({ cwd: repo });
  const git: DemoGit = async (...args) =>
    (await world.git.run(args, { cwd: repo, env: BUNDLES })).stdout.toString('utf8');
  await git('init', '-q', '--initial-branch=main');
  for (const [key, value] of SETTINGS) await git('config', key, value);
  return git;
};

/** Fetching from a bundle counts as the `file` protocol, which our git wrapper forbids otherwise. */
const BUNDLES = { GIT_ALLOW_PROTOCOL: 'file' };

/** The same bytes in the files on every platform, and an identity for whoever commits in there. */
const SETTINGS = [
  ['core.autocrlf', 'false'],
  ['user.name', 'Dev'],
  ['user.email', 'dev@example.com'],
] as const;
