import { nulRecords } from '../git/nul-records.ts';
import type { Place } from './place.ts';

/** What the commits of a history of ours look like. */
export interface OurHistory {
  readonly isSubject: (subject: string) => boolean;
  /** Of a plain file. */
  readonly isPath: (path: string) => boolean;
}

/**
 * The first commit or file that is none of ours, in all commits that are new: a history is kept here and sent on as a whole,
 * so one commit of the user's own below it would leave with it. Two processes. @param known commits that are here
 */
export const foreignIn = async (
  { git, cwd }: Pick<Place, 'git' | 'cwd'>,
  { tip, known }: { readonly tip: string; readonly known: readonly string[] },
  { isSubject, isPath }: OurHistory,
): Promise<string | undefined> => {
  const stdin = [tip, ...known.map((id) => `^${id}`)].map((line) => `${line}\n`).join('');
  const commits: string[] = [];
  let foreign: string | undefined;
  const onCommit = nulRecords(2, ([id = '', subject = '']) => {
    commits.push(id);
    if (!isSubject(subject)) foreign ??= `commit ${id}`;
  });
  await git.run(['log', '--stdin', '--format=%H%x00%s%x00'], { cwd, stdin, onOutput: onCommit });
  if (foreign !== undefined || commits.length === 0) return foreign;
  // Of a merge what differs from any parent: all else is in a commit that is looked at as well, or known.
  const onFile = nulRecords(2, ([change = '', path = '']) => {
    const mode = /^:\d+ (\d+) /.exec(change)?.[1];
    if (mode === '000000' || (mode === '100644' && isPath(path))) return;
    foreign ??= `${mode} ${JSON.stringify(path.slice(0, 200))}`;
  });
  await git.run(['diff-tree', '--stdin', ...DIFF], {
    cwd,
    stdin: commits.map((id) => `${id}\n`).join(''),
    onOutput: onFile,
  });
  return foreign;
};

const DIFF = ['-r', '-m', '--root', '--raw', '-z', '--no-commit-id', '--no-renames', '--no-ext-diff'];
