import { isPasswordLike, isTokenLike } from '../values/assigned-value.ts';
import { secretAt } from '../values/option-value.ts';
import { isPasswordName } from '../values/plain-password.ts';
import { looksChosen, looksRandom } from '../values/random-looking.ts';
import type { Match, RedactionRule } from '../rule.ts';
import { headOf, namesSecret } from '../names/secret-name.ts';

/**
 * A line of two cells, a name and its value, as programs print settings: `password | X` of psql's expanded rows, `token
 * X` of vault and PowerShell, `requirepass X`, `| DB_PASSWORD | X |`, `API_TOKEN,X`.
 */
export const rowSecret: RedactionRule = { id: 'row-secret', secret: true, contextual: true, find };

/** The end of a name, what stands between cells, and a value that is the line's last, or has another bar behind it. Line ends may be escaped. */
const ROW =
  /(?:pass(?:word|wd|phrase)?|pwd|masterauth|bindpw|rootpw|secret|token|key|credential)s?[A-Za-z0-9_-]{0,40}["'`]?(?<between>[ \t]{0,80}[|│][ \t]{0,8}|\t{1,4}| {1,80}|,)["'`]?(?<value>[^\s|│,"'`\\]{6,512})["'`]?[ \t]{0,200}(?:(?:[|│][ \t]{0,8})?(?=\r?\n|\\r|\\n|"|$)|[|│](?<=[|│][ \t]{0,8}[^\s|│]{6,516}[ \t]{0,200}[|│]))/gi;
/** What stands before the name: lines may be numbered, or compared. */
const BEFORE = /(?:^|\n|\\n|")(?:[ \t]{0,8}\d{1,7}(?:→|\t|[|:] ?)|\+(?!\+))?[ \t]{0,8}(?:[|│][ \t]{0,8})?["'`]?$/;
const MAX_BEFORE = 48;
/** Of Redis, OpenLDAP and others. */
const SETTING = /^(?:requirepass|masterauth|bindpw|rootpw)$/i;
/** Such a value stands in no table of words by chance. */
const SHORTEST = 12;

function* find(text: string): Generator<Match> {
  for (const { 0: row, index, groups } of text.matchAll(ROW)) {
    const { between = '', value = '' } = groups ?? {};
    const joined = headOf(text, index);
    // the letter of an escaped line end is none of the name
    const head = text[index - joined.length - 1] === '\\' ? joined.replace(/^[nrt]/, '') : joined;
    const start = index - head.length;
    if (!BEFORE.test(text.slice(Math.max(0, start - MAX_BEFORE), start))) continue;
    const name = head + row.slice(0, row.indexOf(between)).replace(/["'`]$/, '');
    // many words have a comma behind them
    if (between === ',' && !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name)) continue;
    // one blank stands between any words
    if (between === ' ' && !isPasswordName(name) && !SETTING.test(name)) continue;
    if ((namesSecret(name) || SETTING.test(name)) && isSecret(value, name))
      yield secretAt(index + row.indexOf(value, between.length), value);
  }
}

const isSecret = (value: string, name: string): boolean =>
  (isPasswordName(name) || SETTING.test(name) ? isPasswordLike(value) : isTokenLike(value)) &&
  (looksChosen(value) || looksRandom(value, SHORTEST));
