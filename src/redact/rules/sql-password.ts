import type { Match, RedactionRule } from '../rule.ts';
import { canBeSecret, secretAt } from './option-value.ts';

/** `PASSWORD 'X'`, `IDENTIFIED BY 'X'`, `SET PASSWORD = 'X'`, in SQL and where a shell or JSON quotes it. */
export const sqlPassword: RedactionRule = { id: 'sql-password', secret: true, contextual: true, find };

/** The quote may be the shell's `'\''` or `'"'"'`. */
const PATTERN =
  /\b(?:password|identified(?:[ \t\n]{1,8}with[ \t\n]{1,8}\w{1,64})?[ \t\n]{1,8}(?:by|as))(?:[ \t\n]{1,8}(?:for[ \t\n]{1,8}[^\s=]{1,128}[ \t]{1,8})?|[ \t]{0,4}(?==|\())(?:password[ \t]{1,4})?(?:=[ \t]{0,4})?(?:password[ \t]{0,4})?\(?[ \t]{0,4}\\{0,3}(?:'"'"'|'\\''|["'])(?<value>[^\n"'\\]{1,512})(?=["'\\])/gi;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    if (canBeSecret(value, 4)) yield secretAt(index + found.length - value.length, value);
  }
}
