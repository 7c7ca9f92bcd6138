// argv: REPO. The floor of one save: the same objects and ref by git's own plumbing, with the same settings for syncing.
import { execFileSync } from 'node:child_process';
import { versionFiles } from './version-files.ts';

const repo = process.argv[2] ?? '.';
const id = `bench-${process.hrtime.bigint()}`;
const git = (args: readonly string[], input = ''): string =>
  execFileSync('git', ['-c', 'core.fsync=committed', ...args], {
    cwd: repo,
    input,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'b',
      GIT_AUTHOR_EMAIL: 'b@x',
      GIT_COMMITTER_NAME: 'b',
      GIT_COMMITTER_EMAIL: 'b@x',
    },
  }).trim();
const entries = Object.entries(versionFiles(id)).map(
  ([name, text]) => `100644 blob ${git(['hash-object', '-w', '--stdin'], text)}\t${name}`,
);
const tree = git(['mktree'], `${entries.join('\n')}\n`);
const commit = git(['commit-tree', tree], `handoff-artifact: ${id}\n`);
git(['update-ref', `refs/opensession/handoff/artifacts/${id}`, commit, '']);
