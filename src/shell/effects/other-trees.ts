import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { operandsOf } from './operands.ts';
import { unnamedBy } from './unnamed.ts';

/** Subcommands with which other programs than git put another state into the working tree. What only commits what is there does not. */
const VERBS: ReadonlyMap<string, RegExp> = new Map([
  ['gh', /^(?:pr checkout|co|repo sync)(?= |$)/],
  ['hg', /^(?:up(?:date)?|co|checkout|merge|rebase|revert|backout|graft|import|shelve|unshelve|histedit|strip)(?= |$)/],
  ['sl', /^(?:goto|go|up(?:date)?|co|checkout|rebase|revert|backout|graft|shelve|unshelve|histedit|next|prev)(?= |$)/],
  ['svn', /^(?:up(?:date)?|sw(?:itch)?|merge|revert|patch)(?= |$)/],
  ['jj', /^(?:new(?= .)|edit|next|prev|abandon|rebase|restore|undo|op (?:undo|restore)|backout|revert)(?= |$)/],
  ['gt', /^(?:co|checkout|sync|get|restack|up|u|down|d|top|t|bottom|b|move|undo|reorder)(?= |$)/],
  ['p4', /^(?:sync|revert|unshelve|integrate|merge)(?= |$)/],
  ['fossil', /^(?:up(?:date)?|co|checkout|merge|revert|undo|stash)(?= |$)/],
]);

/** Options of them that take a text. */
const MESSAGES = ['-m', '--message', '-R', '--repo', '--repository'];

export const effectsOfOtherTree = (command: SimpleCommand): readonly FileEffect[] => {
  const verbs = VERBS.get(programName(command.argv[0] ?? ''));
  if (verbs === undefined) return [];
  const words = operandsOf(command, 1, MESSAGES).words.map((word) => word ?? '$');
  const isOnlyTold = command.argv.some((word) => /^(?:-n|--dry-run|--help|-h)$/.test(word));
  // `hg pull` and `sl pull` fetch, and update where they are told to
  const isUpdating = words[0] === 'pull' && command.argv.some((word) => /^(?:-u|--update|--rebase)$/.test(word));
  return (verbs.test(words.join(' ')) || isUpdating) && !isOnlyTold
    ? [{ ...unnamedBy(command, words[0]), wide: true }]
    : [];
};
