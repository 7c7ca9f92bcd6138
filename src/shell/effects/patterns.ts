import type { SimpleCommand } from '../command-line.ts';
import type { SweepEffect } from './file-effect.ts';
import { located } from './operands.ts';

/** Wildcards in one of them; more make what it means slow to tell. */
const MOST_WILDCARDS = 8;
const MOST_BRACES = 64;

/**
 * A word that only the shell could tell, as plain patterns of `*` and `?`: where its files are gone, the trees tell which
 * it meant. None where it holds anything else, or may be quoted in part. Of `**`, which shells read in two ways, what both
 * mean.
 */
const patternsIn = (command: SimpleCommand, word: string): readonly string[] => {
  if (command.noglob === true || !command.text.includes(word)) return [];
  const patterns = inBraces(word).map((one) => located(command, one.replaceAll('**', '*')));
  return patterns.flatMap((pattern) => (pattern !== undefined && isPlainPattern(pattern) ? [pattern] : []));
};

export const isPlainPattern = (pattern: string): boolean =>
  /[*?]/.test(pattern) &&
  !/[[\]{}$`()!<>\\"'^|&;~]|\/$|(?:^|\/)\.\.(?:\/|$)/.test(pattern) &&
  pattern.split(/[*?]/).length <= MOST_WILDCARDS + 1;

/** `{a,b}/*.log` → `a/*.log`, `b/*.log`. Each further pair doubles them: none where they are too many. */
const inBraces = (word: string): readonly string[] => {
  let words: readonly string[] = [word];
  for (;;) {
    const expanded = words.flatMap(inFirstBraces);
    if (expanded.length > MOST_BRACES) return [];
    if (expanded.length === words.length) return words;
    words = expanded;
  }
};

const inFirstBraces = (word: string): readonly string[] => {
  const [, before = '', words, after = ''] = /^([^{}]*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(word) ?? [];
  return words === undefined ? [word] : words.split(',').map((one) => before + one + after);
};

/** One for each pattern among words that only the shell could tell. */
export const sweepsOf = (
  command: SimpleCommand,
  opens: readonly string[],
  how: Omit<SweepEffect, 'action' | 'path' | 'names'>,
): readonly SweepEffect[] =>
  opens
    .slice(0, MOST_BRACES)
    .flatMap((word) => patternsIn(command, word))
    .map((path) => ({ ...how, action: 'sweep', path, names: 'shown' }));
