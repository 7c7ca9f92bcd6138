import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { operandsOf } from './operands.ts';
import { unnamedBy } from './unnamed.ts';

/** Subcommands with which other programs than git put another state into the working tree. */
const VERBS: ReadonlyMap<string, RegExp> = new Map([
  ['gh', /^(?:pr checkout|co|repo sync)\b/],
  ['hg', /^(?:up(?:date)?|co|checkout|pull|merge|rebase|revert|backout|graft|import|shelve|unshelve|histedit|strip)\b/],
  ['sl', /^(?:goto|go|up(?:date)?|co|checkout|pull|rebase|revert|backout|graft|shelve|unshelve|histedit|next|prev)\b/],
  ['svn', /^(?:up(?:date)?|sw(?:itch)?|merge|revert|patch)\b/],
  [
    'jj',
    /^(?:new .|edit|next|prev|abandon|rebase|squash|restore|undo|op (?:undo|restore)|split|co|checkout|backout|revert)/,
  ],
  ['gt', /^(?:co|checkout|m|modify|sync|get|restack|up|u|down|d|top|t|bottom|b|move|fold|squash|undo|reorder)\b/],
  ['p4', /^(?:sync|revert|unshelve|integrate|merge)\b/],
  ['fossil', /^(?:up(?:date)?|co|checkout|merge|revert|undo|stash)\b/],
]);

/** Options of them that take a text. */
const MESSAGES = ['-m', '--message', '-R', '--repo', '--repository'];

export const effectsOfOtherTree = (command: SimpleCommand): readonly FileEffect[] => {
  const verbs = VERBS.get(programName(command.argv[0] ?? ''));
  if (verbs === undefined) return [];
  const words = operandsOf(command, 1, MESSAGES).words.map((word) => word ?? '$');
  const isOnlyTold = command.argv.some((word) => /^(?:-n|--dry-run|--help|-h)$/.test(word));
  return verbs.test(words.join(' ')) && !isOnlyTold ? [{ ...unnamedBy(command, words[0]), wide: true }] : [];
};
