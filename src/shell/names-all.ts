import type { SimpleCommand } from './command-line.ts';
import { programName } from './parsing/directories.ts';

/**
 * Whether a program's line, where it tells of no unnamed effect, names all files that it takes away or makes: what a build,
 * a test or a script does to others no line tells. What hooks of git write into files it does not, either.
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

/** A hook of `git commit` may write files anew, as formatters do; it is not what takes them away. */
export const runsHooks = ({ argv: [program = '', command] }: SimpleCommand): boolean =>
  programName(program) === 'git' && (command === 'commit' || command === 'push');

/** It starts what works on when its line is done. */
export const goesOn = ({ argv: [program = '', ...words] }: SimpleCommand): boolean => {
  const name = programName(program);
  return (
    STARTING.has(name) || (CONTAINERS.has(name) && words.some((word) => /^(?:-[a-z]*d[a-z]*|--detach)$/.test(word)))
  );
};

const STARTING: ReadonlySet<string> = new Set('tmux screen pm2 forever daemonize systemd-run watchman at'.split(' '));

const CONTAINERS: ReadonlySet<string> = new Set('docker docker-compose podman podman-compose nerdctl'.split(' '));
