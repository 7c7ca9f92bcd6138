/** The value behind an option or a name, as shells, JSON and code write it. */
import type { Match } from '../rule.ts';
import { isOrdinaryWord } from './ordinary-word.ts';
import { isPlaceholder } from './placeholder.ts';

const QUOTED = /(?<open>\\{0,3}["'`])(?<value>(?<=")[^\n"]{1,4096}|(?<=')[^\n']{1,4096}|(?<=`)[^\n`]{1,4096})/y;
const BARE = /(?:\\[^\s\w"'`]|[^\s"'`\\;|<>()]){1,4096}/y;

export interface OptionValue {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly quoted: boolean;
}

/** What stands in quotes at this place; undefined where none begin. */
export const quotedAt = (text: string, at: number): OptionValue | undefined => {
  QUOTED.lastIndex = at;
  const groups = QUOTED.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const value = (groups['value'] ?? '').replace(/\\+$/, '');
  const start = at + (groups['open'] ?? '').length;
  return { start, end: start + value.length, value, quoted: true };
};

/** What is written at this place, without quotes; undefined when nothing is. */
export const optionValueAt = (text: string, at: number): OptionValue | undefined => {
  const quoted = quotedAt(text, at);
  if (quoted !== undefined) return quoted.value === '' ? undefined : quoted;
  BARE.lastIndex = at;
  const value = (BARE.exec(text)?.[0] ?? '').replace(/(?:\\|[,.)}\]]$)+$/, '');
  return value === '' ? undefined : { start: at, end: at + value.length, value, quoted: false };
};

/** A value that can be a secret where its place says that it is one. */
export const canBeSecret = (value: string, shortest = 3): boolean =>
  value.length >= shortest &&
  !/^-{1,2}[A-Za-z]/.test(value) &&
  !isPlaceholder(value) &&
  !isOrdinaryWord(value.replace(/[^\p{L}\p{N}]+$/u, ''));

/** The match for a secret. */
export const secretAt = (start: number, secret: string): Match => ({
  start,
  end: start + secret.length,
  values: [secret],
});
