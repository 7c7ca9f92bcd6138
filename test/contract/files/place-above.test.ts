/** Places that hold the repository: what changes somewhere below them may be a file of it. */
import { expect, test } from 'vitest';
import type { SessionPlace } from '../../../src/contract/facts.ts';
import { filesFold } from '../../../src/contract/files/files-fold.ts';
import { placePath } from '../../../src/contract/files/place-path.ts';
import { foldAll } from '../../../src/contract/fold.ts';
import type { Event } from '../../../src/domain/session.ts';

const PLACE: SessionPlace = {
  root: '/home/u/code/repo',
  cwd: '/home/u/code/repo',
  home: '/home/u',
  script: () => undefined,
};
const BELOW_TMP: SessionPlace = { ...PLACE, root: '/tmp/w/repo', cwd: '/tmp/w/repo' };
const ROOTLESS: SessionPlace = { ...PLACE, root: null };

const shell = (command: string): Event => ({
  event_id: 'e1',
  timestamp: '2026-01-01T00:00:00Z',
  event_type: { type: 'ShellCommand', data: { command, exit_code: 0 } },
  content: { blocks: [] },
  attributes: {},
});
const doubts = (place: SessionPlace, line: string): (string | undefined)[] =>
  foldAll(filesFold(place), [shell(line)]).changes.flatMap(({ by, path, inside }) =>
    inside && by !== undefined ? [path] : [],
  );

test.each([
  "find / -name '*.orig' -delete",
  "find ~/.. -name '*.ts' -exec sed -i s/a/b/ {} +",
  "find /home/u/code -name '*.ts' -delete",
  "find /home/u/code -name '*.ts' | xargs sed -i s/a/b/",
  'prettier --write /home/u/code',
  'for f in /home/u/code/*; do sed -i s/a/b/ $f/src/a.ts; done',
  'for f in /tmp/*; do rm $f/../../home/u/code/repo/a.ts; done',
  'cd .. && find . -name x -delete',
  'cd ../.. && npx prettier --write .',
  'rm -rf /home/u/code',
  'mv /home/u/code /tmp/old',
  'tar -xf a.tar -C /',
  'rsync -a old/ ~/code',
  'rm -rf $TMPDIR/../home/*',
])('%s may change the repository', (line) => {
  expect(doubts(PLACE, line)).toEqual(['.']);
});

test.each(['find /tmp -name x -delete', 'rm -rf $TMPDIR/*', 'gofmt -w /tmp'])(
  '%s too where it lies below /tmp',
  (line) => {
    expect(doubts(BELOW_TMP, line)).toEqual(['.']);
    expect(doubts(PLACE, line)).toEqual([]);
  },
);

test.each([
  'find /var/tmp -name x -delete',
  'prettier --write /home/u/code/repo2',
  'cp -r a.ts /home/u/code',
  'find ~/.cache -delete',
])('%s may not', (line) => {
  expect(doubts(PLACE, line)).toEqual([]);
});

test('where the root is not known, what holds the directory of the line, and homes, are not outside', () => {
  const above = (path: string, cwd: string | null = ROOTLESS.cwd): boolean =>
    placePath(ROOTLESS, path, cwd).above === true;
  for (const path of [
    '/',
    '~',
    '/home',
    '/home/u',
    '/home/ada',
    '/home/u/code',
    '..',
    '../..',
    '/Users',
    'C:\\',
    'C:\\Users\\ada',
  ])
    expect(above(path), path).toBe(true);
  expect(above('/srv', '/srv/repo')).toBe(true);
  for (const path of ['/tmp', '/tmp/a', '~/.cache', '/var']) expect(above(path), path).toBe(false);
  expect(placePath({ ...ROOTLESS, cwd: null }, '../a.ts').above).toBe(true);
});
