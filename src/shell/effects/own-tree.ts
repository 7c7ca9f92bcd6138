import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import { located, operandsOf } from './operands.ts';

/** Options of `git worktree add` and `git clone` (git 2.51) whose value is the next word. */
const WORKTREE = ['-b', '-B', '--reason'];
const CLONE = (
  '-b --branch -o --origin -u --upload-pack -c --config -j --jobs --depth --reference --reference-if-able ' +
  '--separate-git-dir --template --filter --revision --bundle-uri --shallow-since --shallow-exclude --server-option ' +
  '--ref-format'
).split(' ');

/** The directory that a command makes into a working tree of its own, as seen from where its line began; undefined for none. */
export const ownTree = (command: SimpleCommand): string | undefined => {
  const [program = '', verb, action] = command.argv;
  if (programName(program) !== 'git') return undefined;
  if (verb === 'worktree' && action === 'add')
    return located(command, operandsOf(command, 3, WORKTREE).words[0] ?? null);
  if (verb !== 'clone') return undefined;
  const [from, to] = operandsOf(command, 2, CLONE).words;
  return located(command, to ?? (to === undefined ? nameOf(from) : null));
};

/** `git clone https://host/a/app.git` makes app. */
export const nameOf = (from: string | null | undefined): string | null => {
  const [, name] = /([^/:]+?)(?:\/?\.git)?\/*$/.exec(from ?? '') ?? [];
  return name === undefined || name === '.' || name === '..' ? null : name;
};
