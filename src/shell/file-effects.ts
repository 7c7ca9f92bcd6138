import type { SimpleCommand } from './command-line.ts';
import type { FileEffect } from './effects/file-effect.ts';
import { effectsOfGit } from './effects/git.ts';
import { has, located, locatedAll, operandsOf } from './effects/operands.ts';
import { inPlaceEdits } from './effects/in-place.ts';
import { links, modeChanges } from './effects/modes-and-links.ts';
import { effectsOfOtherTree } from './effects/other-trees.ts';
import { sweepsOf } from './effects/patterns.ts';
import { foundAndRemoved } from './effects/found.ts';
import { transfers } from './effects/transfers.ts';
import { unnamedBy, unnamedOperands } from './effects/unnamed.ts';
import { effectsOfWriter } from './effects/writers.ts';
import { programName } from './parsing/directories.ts';

/**
 * What a simple command plainly does to files, if it ran and succeeded: redirections, rm, mv, cp, ln, tee, touch, mkdir,
 * chmod, in-place sed and perl, and git. Words with variables or globs name no file, nor does what a formatter or a patch
 * changes: that is an `unnamed` effect. What a build or a test leaves behind is not known here, and what runs on another
 * machine changes nothing on this one.
 */
export const fileEffects = (command: SimpleCommand): readonly FileEffect[] =>
  command.elsewhere !== undefined
    ? []
    : [...command.writes.flatMap((write) => redirection(command, write)), ...effectsOfProgram(command)];

const redirection = (
  command: SimpleCommand,
  { path, append, open }: SimpleCommand['writes'][number],
): readonly FileEffect[] => {
  const place = open === true ? undefined : located(command, path);
  if (place !== undefined) return [{ action: 'write', path: place, append, redirected: true }];
  const words = { words: open === true ? [] : [path], opens: open === true ? [path] : [] };
  return unnamedOperands(command, words).map((effect) => ({ ...effect, by: 'a redirection' }));
};

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
      return [
        ...locatedAll(command, operands.words).map((path): FileEffect => ({
          action: 'write',
          path,
          append,
          redirected: false,
        })),
        ...unnamedOperands(command, operands),
      ];
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
      return inPlaceEdits(command);
    case 'perl':
    case 'ruby': {
      const edits = inPlaceEdits(command);
      return edits.length > 0 ? edits : effectsOfWriter(command);
    }
    default:
      return [...effectsOfOtherTree(command), ...effectsOfWriter(command), ...foundAndRemoved(command)];
  }
};

const removals = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1);
  const dir = has(operands, 'rR', '--recursive');
  const sure = !has(operands, 'f', '--force');
  return [
    ...locatedAll(command, operands.words).map((path): FileEffect => ({ action: 'delete', path, dir, sure })),
    ...unnamedOperands(command, operands),
    // nobody answers what it asks
    ...(has(operands, 'iI', '--interactive') ? [] : sweepsOf(command, operands.opens, { deep: dir })),
    ...foundAndRemoved(command),
  ];
};

const TRANSFER_VALUES = ['-t', '--target-directory', '-S', '--suffix'];

const moves = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1, TRANSFER_VALUES);
  if (has(operands, 'n', '--no-clobber', '--update')) return [];
  // what was newer there stays, and so does what was to go
  if (has(operands, 'u')) return [{ ...unnamedBy(command), wide: true }];
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
  return [
    ...locatedAll(command, operands.words).map((path): FileEffect => ({ action: 'touch', path })),
    ...unnamedOperands(command, operands),
  ];
};
