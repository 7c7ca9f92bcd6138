import type { SimpleCommand } from '../command-line.ts';
import type { FileEffect, UnnamedEffect } from './file-effect.ts';
import { changesTree } from './git-table.ts';
import { effectsOfPatch } from './given-patch.ts';
import { has, located, locatedAll, type Operands, operandsOf } from './operands.ts';
import { isPlainPattern, sweepsOf } from './patterns.ts';
import { addedSubmodule } from './submodules.ts';
import { transfers } from './transfers.ts';
import { unnamedBy, unnamedOperands } from './unnamed.ts';

/**
 * What git does to the working tree: with names (`git mv a b`, `git restore a`), or to files that only git could tell
 * (`git pull`). What it throws away is marked so; whether anything was lost, the repository tells at the end.
 */
export const effectsOfGit = (command: SimpleCommand): readonly FileEffect[] => {
  const start = subcommandAt(command);
  const name = command.argv[start] ?? '';
  // what it names lies in another tree
  if (command.argv.slice(1, start).some((word) => /^--work-tree(?:=(?!\.?$)|$)/.test(word)))
    return unnamed(command, start);
  switch (name) {
    case 'rm':
      return removal(command, start + 1);
    case 'mv': {
      const operands = operandsOf(command, start + 1);
      if (has(operands, 'n', '--dry-run')) return [];
      return transfers(command, operands, { action: 'move', dir: true, fresh: !has(operands, 'f', '--force') });
    }
    case 'checkout':
      return checkout(command, start);
    case 'restore': {
      const operands = operandsOf(command, start + 1, ['-s', '--source', '--pathspec-from-file']);
      const staged = has(operands, 'S', '--staged') && !has(operands, 'W', '--worktree');
      const commit = operands.values.has('-s') || operands.values.has('--source');
      return staged ? [] : putBack(command, operands, { name, commit });
    }
    case 'stash':
      return stash(command, start);
    case 'apply':
      return effectsOfPatch(command) ?? unnamed(command, start);
    case 'worktree':
      return command.argv[start + 1] === 'remove' ? untrees(command, start + 2) : [];
    case 'submodule':
      return addedSubmodule(command, start + 1) ?? unnamed(command, start);
    default:
      return unnamed(command, start);
  }
};

const unnamed = (command: SimpleCommand, start: number): readonly FileEffect[] => {
  const name = command.argv[start] ?? '';
  const words = command.argv.slice(start + 1);
  const change = start === -1 ? null : changesTree(name, words);
  return change === null ? [] : [whole(command, name, change === 'discards' ? true : undefined)];
};

const subcommandAt = ({ argv }: SimpleCommand): number => {
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (!word.startsWith('-')) return at;
    if (word === '-c' || word === '--git-dir' || word === '--work-tree' || word === '--namespace') at++;
  }
  return -1;
};

const removal = (command: SimpleCommand, start: number): readonly FileEffect[] => {
  const operands = operandsOf(command, start);
  if (has(operands, 'n', '--cached', '--dry-run')) return [];
  // `:!a` leaves some of what the other words mean
  if ([...operands.words, ...operands.opens].some((word) => word?.startsWith(':'))) return [unnamedBy(command, 'rm')];
  const dir = has(operands, 'r');
  const sure = !operands.options.includes('--ignore-unmatch');
  // git itself reads a pattern that was quoted
  return [
    ...locatedAll(command, operands.words).map((path): FileEffect =>
      isPlainPattern(path)
        ? { action: 'sweep', path, names: 'paths', deep: dir }
        : { action: 'delete', path, dir, sure },
    ),
    ...unnamedOperands(command, operands),
    ...sweepsOf(command, operands.opens, { deep: dir }),
  ];
};

/** With paths it puts them back. A branch brings all its files; a new one at the same commit brings none. */
const checkout = (command: SimpleCommand, start: number): readonly FileEffect[] => {
  const operands = operandsOf(command, start + 1, ['-b', '-B', '--orphan', '--conflict', '--pathspec-from-file']);
  const separator = command.argv.indexOf('--');
  if (separator > start) {
    const before = operandsOf({ ...command, argv: command.argv.slice(0, separator) }, start + 1);
    return putBack(command, operandsOf(command, separator + 1), { name: 'checkout', commit: before.words.length > 0 });
  }
  if (operands.words.length === 0 && operands.opens.length === 0) {
    return operands.values.size > 0 || !has(operands, 'f', '--force') ? [] : [whole(command, 'checkout', true)];
  }
  if (operands.values.size > 0) return [whole(command, 'checkout')];
  // of several words the first may be a commit; a path that is named alone looks just like a branch
  const [only, ...more] = operands.words;
  const paths = more.length > 0 ? more : only === null || only === undefined ? [] : [only];
  const looksLikePath =
    more.length > 0 || (paths.length === 1 && (only === '.' || /\.[A-Za-z]\w{0,9}$/.test(only ?? '')));
  if (looksLikePath)
    return putBack(command, { ...operands, words: paths }, { name: 'checkout', commit: more.length > 0 });
  const branch = whole(command, 'checkout', has(operands, 'f', '--force') ? true : undefined);
  const folder = located(command, only ?? null);
  return [folder === undefined ? branch : { ...branch, folder }];
};

const stash = (command: SimpleCommand, start: number): readonly FileEffect[] => {
  const verb = command.argv[start + 1] ?? 'push';
  if (/^(?:list|show|drop|clear|create|store)$/.test(verb)) return [];
  return [whole(command, 'stash', !/^(?:pop|apply|branch)$/.test(verb))];
};

const untrees = (command: SimpleCommand, start: number): readonly FileEffect[] =>
  locatedAll(command, operandsOf(command, start).words).map((path) => ({ action: 'untree', path }));

/** Files by name; a directory or a pathspec names files that only git could tell. */
const putBack = (
  command: SimpleCommand,
  operands: Operands,
  { name, commit }: { readonly name: string; readonly commit: boolean },
): readonly FileEffect[] => {
  const isPlain = operands.words.every((word) => word !== null && !/[*?[:]|\/$|^\.{1,2}$/.test(word));
  if (!isPlain || operands.words.length === 0) return [whole(command, name, true)];
  return [
    ...locatedAll(command, operands.words).map((path): FileEffect => ({
      action: 'edit',
      path,
      undoes: true,
      ...(commit ? { commit } : {}),
    })),
    ...unnamedOperands(command, operands),
  ];
};

const whole = (command: SimpleCommand, name: string, undoes?: boolean): UnnamedEffect => ({
  ...unnamedBy(command, name),
  wide: true,
  ...(undoes === undefined ? {} : { undoes }),
});
