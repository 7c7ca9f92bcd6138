// argv: REPO PREFIX COUNT. The floor of save-distinct: the same objects and refs by git's own plumbing, synced alike.
import { execFile } from 'node:child_process';
import type { RedactedText } from '../../../src/domain/handoff.ts';
import { versionOf } from '../../store/artifact-fixture.ts';
import { words } from './words.ts';

const [repo = '.', prefix = 'a', count = '1'] = process.argv.slice(2);
const env = {
  ...process.env,
  GIT_AUTHOR_NAME: 'b',
  GIT_AUTHOR_EMAIL: 'b@x',
  GIT_COMMITTER_NAME: 'b',
  GIT_COMMITTER_EMAIL: 'b@x',
};
const git = (args: readonly string[], input = ''): Promise<string> =>
  new Promise((done, fail) => {
    const child = execFile('git', ['-c', 'core.fsync=committed', ...args], { cwd: repo, env }, (error, stdout) =>
      error === null ? done(stdout.trim()) : fail(error),
    );
    // one that reads no input may have ended already
    child.stdin?.on('error', () => {}).end(input);
  });
for (let i = 0; i < Number(count); i++) {
  const id = `${prefix}-${i}`;
  const { files, message } = await versionOf(id, { derived_markdown: words(id) as RedactedText });
  const entries: string[] = [];
  for (const [name, text] of Object.entries(files))
    entries.push(`100644 blob ${await git(['hash-object', '-w', '--stdin'], text)}\t${name}`);
  const tree = await git(['mktree'], `${entries.join('\n')}\n`);
  const commit = await git(['commit-tree', tree], message);
  await git(['update-ref', `refs/opensession/handoff/artifacts/${id}`, commit, '']);
}
