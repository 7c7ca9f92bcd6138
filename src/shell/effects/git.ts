import type { SimpleCommand } from '../command-line.ts';
import type { FileEffect } from './file-effect.ts';
import { has, locatedAll, operandsOf } from './operands.ts';
import { transfers } from './transfers.ts';

/** `git mv`, `git rm`, `git checkout -- path`, `git restore path`; nothing for what does not touch named files. */
export const effectsOfGit = (command: SimpleCommand): readonly FileEffect[] => {
  const start = command.argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  if (start === -1) return [];
  switch (command.argv[start]) {
    case 'rm':
      return removal(command, start + 1);
    case 'mv': {
      const operands = operandsOf(command, start + 1);
      if (has(operands, 'n', '--dry-run')) return [];
      return transfers(command, operands, { action: 'move', dir: true, fresh: !has(operands, 'f', '--force') });
    }
    case 'checkout': {
      const separator = command.argv.indexOf('--');
      return separator < start ? [] : edits(command, separator + 1);
    }
    case 'restore': {
      const operands = operandsOf(command, start + 1, ['-s', '--source', '--pathspec-from-file']);
      const staged = has(operands, 'S', '--staged') && !has(operands, 'W', '--worktree');
      return staged ? [] : plainFiles(locatedAll(command, operands.words), operands.words);
    }
    default:
      return [];
  }
};

const removal = (command: SimpleCommand, start: number): readonly FileEffect[] => {
  const operands = operandsOf(command, start);
  if (has(operands, 'n', '--cached', '--dry-run')) return [];
  const dir = has(operands, 'r');
  const sure = !operands.options.includes('--ignore-unmatch');
  return locatedAll(command, operands.words).map((path) => ({ action: 'delete', path, dir, sure }));
};

const edits = (command: SimpleCommand, start: number): readonly FileEffect[] => {
  const { words } = operandsOf(command, start);
  return plainFiles(locatedAll(command, words), words);
};

/** Directories and pathspecs name files that we do not know. */
const plainFiles = (paths: readonly string[], words: readonly (string | null)[]): readonly FileEffect[] =>
  words.some((word) => word === null || /[*?[:]|\/$|^\.$/.test(word))
    ? []
    : paths.map((path) => ({ action: 'edit', path }));
