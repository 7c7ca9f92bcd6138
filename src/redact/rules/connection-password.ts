import { type Match, type RedactionRule, withoutOverlap } from '../rule.ts';
import { isPasswordLike } from '../values/assigned-value.ts';
import { isDistinctive } from '../values/distinctive.ts';
import { canBeSecret, secretAt } from '../values/option-value.ts';

/** Passwords in what names a connection, other than an address: of Go's MySQL driver, `.pgpass`, Oracle, `net use`. */
export const connectionPassword: RedactionRule = { id: 'connection-password', secret: true, contextual: true, find };

/** `host:5432:db:ada:X` */
const PGPASS = /:(?:\d{4,5}|\*):[\w*.-]{1,64}:[\w.*-]{1,64}:(?<value>[^\s"'`\\:/]{3,256})/g;

/** `net use Z: \\\\host\\share X /user:ada`, or with the password behind the user. */
const USER = /\/user:/gi;
const NET_USE = /\bnet(?:\.exe)?[ \t]{1,4}use[ \t](?<rest>[^\n|&;<>]{1,300})$/i;
const MAX_LINE = 320;
const WORD = /"[^"\n]{1,128}"|[^\s"]{1,256}/g;
/** A drive or a share, an option, or `*`, which asks for it. */
const NO_PASSWORD = /^(?:[A-Za-z]:?|\*|["'`]?\\.*|\/[A-Za-z].*)$/;

/** `ada:X@tcp(host:3306)/db`, `sys/"X"@db`: what stands before the sign is looked at only where one was found. */
const SIGN = /@(?:tcp|unix)\(|(?<=")@(?=[\w/])/g;
const BEFORE_SIGN =
  /(?:(?:^|[^\w.:/-])[\w.-]{1,64}:(?<go>[^\s:@"'`\\]{3,256})|\w\/\\{0,3}"(?<oracle>[^\s"'\\]{4,64})(?<end>\\{0,3}"))$/;

function find(text: string): Iterable<Match> {
  return withoutOverlap([...beforeSign(text), ...inPgpass(text), ...ofShares(text)]);
}

function* beforeSign(text: string): Generator<Match> {
  for (const { index } of text.matchAll(SIGN)) {
    const { go, oracle = '', end = '' } = BEFORE_SIGN.exec(text.slice(Math.max(0, index - 324), index))?.groups ?? {};
    const value = go ?? oracle;
    if (isPasswordLike(value)) yield secretAt(index - end.length - value.length, value);
  }
}

function* ofShares(text: string): Generator<Match> {
  for (const { index } of text.matchAll(USER)) {
    const before = NET_USE.exec(text.slice(Math.max(0, index - MAX_LINE), index))?.groups?.['rest'];
    if (before === undefined) continue;
    const [, behind] = text
      .slice(index, index + MAX_LINE)
      .split('\n', 1)
      .join('')
      .matchAll(WORD);
    const above = [...before.matchAll(WORD)].slice(1).at(-1);
    yield* [wordAt(behind, index), wordAt(above, index - before.length)].flat().slice(0, 1);
  }
}

const wordAt = (word: RegExpExecArray | undefined, start: number): readonly Match[] => {
  const [value = ''] = /[^"'`\\]{3,}/.exec(word?.[0] ?? '') ?? [];
  if (word === undefined || NO_PASSWORD.test(word[0]) || !canBeSecret(value)) return [];
  return [secretAt(start + word.index + word[0].indexOf(value), value)];
};

function* inPgpass(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PGPASS)) {
    const value = groups?.['value'] ?? '';
    if (isPasswordLike(value) && isDistinctive(value)) yield secretAt(index + found.length - value.length, value);
  }
}
