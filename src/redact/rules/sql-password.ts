import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from './assigned-value.ts';
import { argumentAt } from './call-argument.ts';
import { canBeSecret, secretAt } from './option-value.ts';
import { isPasswordName } from './plain-password.ts';
import { namesSecret } from './secret-name.ts';

/** `PASSWORD 'X'`, `IDENTIFIED BY 'X'`, `SET PASSWORD = 'X'`, `INSERT INTO t (password) VALUES ('X')`, in SQL and where a shell or JSON quotes it. */
export const sqlPassword: RedactionRule = { id: 'sql-password', secret: true, contextual: true, find };

/** The quote may be the shell's `'\''` or `'"'"'`. */
const PATTERN =
  /\b(?:password|identified(?:[ \t\n]{1,8}with[ \t\n]{1,8}\w{1,64})?[ \t\n]{1,8}(?:by|as))(?:[ \t\n]{1,8}(?:for[ \t\n]{1,8}[^\s=]{1,128}[ \t]{1,8})?|[ \t]{0,4}(?==|\())(?:password[ \t]{1,4})?(?:=[ \t]{0,4})?(?:password[ \t]{0,4})?\(?[ \t]{0,4}\\{0,3}(?:'"'"'|'\\''|["'])(?<value>[^\n"'\\]{1,512})(?=["'\\])/gi;

const INSERT =
  /\binsert\s{1,8}into\s{1,8}[\w.$"`[\]\\]{1,80}\s{0,8}\((?<columns>[^()]{1,1000})\)\s{0,8}values\s{0,8}\(\s{0,8}/gi;

function* find(text: string): Generator<Match> {
  yield* [...inStatements(text), ...inInserts(text)].sort((a, b) => a.start - b.start);
}

function* inInserts(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(INSERT)) {
    const columns = (groups?.['columns'] ?? '').split(',').map((column) => column.replace(/[^\w]/g, ''));
    const nth = columns.findIndex((column) => namesSecret(column) && isPasswordName(column)) + 1;
    const given = nth === 0 ? undefined : argumentAt(text, index + found.length, nth);
    if (given !== undefined && isPasswordLike(given.value)) yield secretAt(given.start, given.value);
  }
}

function* inStatements(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    if (canBeSecret(value, 4)) yield secretAt(index + found.length - value.length, value);
  }
}
