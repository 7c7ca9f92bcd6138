import type { SimpleCommand } from './command-line.ts';
import { programName } from './parsing/directories.ts';

/**
 * Whether a program's line, where it tells of no unnamed effect, names all files that it takes away or makes: what a build,
 * a test or a script does to others no line tells. A hook of `git commit` may change files; it is not what takes them away.
 */
export const namesAll = ({ argv: [program = '', ...words], open, verdict }: SimpleCommand): boolean => {
  if (verdict.mask === 'function' || open.includes(0)) return false;
  const name = programName(program);
  if (name === 'git') return GIT.has(words[0] ?? '');
  if (name === 'find') return !words.some((word) => /^-(?:exec|ok|delete|f(?:ls|print))/.test(word));
  return NAMING.has(name);
};

const NAMING: ReadonlySet<string> = new Set(
  (
    'cd pushd popd echo printf true : export set shopt unset umask sleep pwd mkdir touch tee head tail sort uniq wc clear ' +
    'date exit wait rm unlink mv cp ln chmod rmdir cat ls grep egrep fgrep rg sed cut tr diff cmp file stat tree which ' +
    'test [ basename dirname realpath readlink'
  ).split(' '),
);

const GIT: ReadonlySet<string> = new Set(
  'status diff log show add commit rm mv blame push fetch ls-files ls-tree rev-parse remote cat-file grep'.split(' '),
);
