import type { SimpleCommand } from './command-line.ts';
import type { FileEffect } from './effects/file-effect.ts';
import { effectsOfGit } from './effects/git.ts';
import { has, located, locatedAll, operandsOf } from './effects/operands.ts';
import { inPlaceEdits } from './effects/in-place.ts';
import { links, modeChanges } from './effects/modes-and-links.ts';
import { transfers } from './effects/transfers.ts';
import { programName } from './parsing/directories.ts';

/**
 * What a simple command plainly does to files, if it ran and succeeded: redirections, rm, mv, cp, ln, tee, touch, mkdir,
 * chmod, in-place sed and perl, and git's rm, mv, checkout and restore. Words with variables or globs name no file, and what
 * a program does by itself (a formatter, a build) is not known here.
 */
export const fileEffects = (command: SimpleCommand): readonly FileEffect[] => [
  ...command.writes.flatMap(({ path, append }): FileEffect[] => {
    const place = located(command, path);
    return place === undefined ? [] : [{ action: 'write', path: place, append, redirected: true }];
  }),
  ...effectsOfProgram(command),
];

const effectsOfProgram = (command: SimpleCommand): readonly FileEffect[] => {
  switch (programName(command.argv[0] ?? '')) {
    case 'git':
      return effectsOfGit(command);
    case 'rm':
    case 'unlink':
    case 'trash':
      return removals(command);
    case 'mv':
      return moves(command);
    case 'cp':
      return copies(command);
    case 'ln':
      return links(command);
    case 'chmod':
      return modeChanges(command);
    case 'tee': {
      const operands = operandsOf(command, 1);
      const append = has(operands, 'a', '--append');
      return locatedAll(command, operands.words).map((path) => ({ action: 'write', path, append, redirected: false }));
    }
    case 'touch':
      return touches(command);
    case 'mkdir':
      return locatedAll(command, operandsOf(command, 1, ['-m', '--mode']).words).map((path) => ({
        action: 'mkdir',
        path,
      }));
    case 'sed':
    case 'gsed':
    case 'perl':
      return inPlaceEdits(command);
    default:
      return [];
  }
};

const removals = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1);
  const dir = has(operands, 'rR', '--recursive');
  const sure = !has(operands, 'f', '--force');
  return locatedAll(command, operands.words).map((path) => ({ action: 'delete', path, dir, sure }));
};

const TRANSFER_VALUES = ['-t', '--target-directory', '-S', '--suffix'];

const moves = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1, TRANSFER_VALUES);
  if (has(operands, 'n', '--no-clobber', '--update')) return [];
  return transfers(command, operands, { action: 'move', dir: true, fresh: false });
};

const copies = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1, TRANSFER_VALUES);
  if (has(operands, 'nlsu', '--no-clobber', '--update', '--link', '--symbolic-link')) return [];
  const dir = has(operands, 'rRa', '--recursive', '--archive');
  return transfers(command, operands, { action: 'copy', dir, fresh: false });
};

const touches = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1, ['-r', '-d', '-t', '--reference', '--date', '--time']);
  if (has(operands, 'c', '--no-create')) return [];
  return locatedAll(command, operands.words).map((path) => ({ action: 'touch', path }));
};
