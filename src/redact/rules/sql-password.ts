import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from '../values/assigned-value.ts';
import { argumentAt } from '../values/call-argument.ts';
import { canBeSecret, secretAt } from '../values/option-value.ts';
import { isPasswordName } from '../values/plain-password.ts';
import { namesSecret } from '../names/secret-name.ts';

/** `PASSWORD 'X'`, `IDENTIFIED BY 'X'`, `SET PASSWORD = 'X'`, `INSERT INTO t (password) VALUES ('X')`, in SQL and where a shell or JSON quotes it. */
export const sqlPassword: RedactionRule = { id: 'sql-password', secret: true, contextual: true, find };

/** The quote may be the shell's `'\''` or `'"'"'`. */
const PATTERN =
  /\b(?:password|identified(?:[ \t\n]{1,8}with[ \t\n]{1,8}\w{1,64})?[ \t\n]{1,8}(?:by|as))(?:[ \t\n]{1,8}(?:for[ \t\n]{1,8}[^\s=]{1,128}[ \t]{1,8})?|[ \t]{0,4}(?==|\())(?:password[ \t]{1,4})?(?:=[ \t]{0,4})?(?:password[ \t]{0,4})?\(?[ \t]{0,4}\\{0,3}(?:'"'"'|'\\''|["'])(?<value>[^\n"'\\]{1,512})(?=["'\\])/gi;

const INSERT =
  /\binsert\s{1,8}into\s{1,8}[\w.$"`[\]\\]{1,80}\s{0,8}\((?<columns>[^()]{1,1000})\)\s{0,8}values\s{0,8}\(\s{0,8}/gi;

/** To the values of the row below. */
const NEXT_ROW = /[^()\n]{0,1000}\)\s{0,4},\s{0,80}\(\s{0,8}/y;
const MAX_ROWS = 10_000;

function* find(text: string): Generator<Match> {
  yield* [...inStatements(text), ...inInserts(text)].sort((a, b) => a.start - b.start);
}

function* inInserts(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index, groups } of text.matchAll(INSERT)) {
    if (index < done) continue;
    const columns = (groups?.['columns'] ?? '').split(',').map((column) => column.replace(/[^\w]/g, ''));
    const nth = columns.findIndex((column) => namesSecret(column) && isPasswordName(column)) + 1;
    let at = nth === 0 ? -1 : index + found.length;
    for (let row = 0; at !== -1 && row < MAX_ROWS; row++) {
      const given = argumentAt(text, at, nth);
      if (given === undefined) break;
      done = given.end;
      if (isPasswordLike(given.value)) yield secretAt(given.start, given.value);
      NEXT_ROW.lastIndex = given.end;
      const next = NEXT_ROW.exec(text);
      at = next === null ? -1 : given.end + next[0].length;
    }
  }
}

function* inStatements(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    if (canBeSecret(value, 4)) yield secretAt(index + found.length - value.length, value);
  }
}
