import type { Match, RedactionRule } from '../rule.ts';
import { canBeSecret, secretAt } from '../values/option-value.ts';

/** `machine HOST login USER password X`, on one line or on several. */
export const netrcPassword: RedactionRule = { id: 'netrc-password', secret: true, contextual: true, find };

const GAP = String.raw`(?:\s|\\n|\\t){1,32}`;
const PATTERN = new RegExp(
  String.raw`(?:(?<=\\n)|(?<![\w-]))(?:machine${GAP}[^\s\\]{1,256}|default)(?<login>(?:${GAP}(?:login|account)${GAP}[^\s\\]{1,256}){0,2})${GAP}password${GAP}(?<value>[^\s"'\`\\]{1,512})`,
  'g',
);

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    // without a login it may be a sentence on machines
    if (groups?.['login'] === '' && !/\d/.test(value)) continue;
    if (canBeSecret(value)) yield secretAt(index + found.length - value.length, value);
  }
}
