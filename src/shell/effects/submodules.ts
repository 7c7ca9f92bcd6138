import type { SimpleCommand } from '../command-line.ts';
import type { FileEffect } from './file-effect.ts';
import { located, operandsOf } from './operands.ts';
import { nameOf } from './own-tree.ts';

/** Options of `git submodule add` (git 2.51) whose value is the next word. */
const VALUED = ['-b', '--branch', '--name', '--reference', '--ref-format', '--depth'];

/**
 * `git submodule add URL lib`: the link at lib, and what `.gitmodules` says of it. That lies at the root, where it is run as
 * a rule: elsewhere nothing is there, and nothing is claimed. undefined: another subcommand, or a place that only the shell
 * could tell.
 */
export const addedSubmodule = (command: SimpleCommand, start: number): readonly FileEffect[] | undefined => {
  const [verb, from, to] = operandsOf(command, start, VALUED).words;
  if (verb !== 'add') return undefined;
  const place = located(command, to ?? (to === undefined ? nameOf(from) : null));
  const list = located(command, '.gitmodules');
  if (place === undefined || list === undefined) return undefined;
  return [place, list].map((path): FileEffect => ({ action: 'write', path, append: path === list, redirected: false }));
};
