import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from './assigned-value.ts';
import { isDistinctive } from './distinctive.ts';
import { secretAt } from './option-value.ts';

/** Passwords in what names a connection, other than an address: of Go's MySQL driver, `.pgpass`, Oracle. */
export const connectionPassword: RedactionRule = { id: 'connection-password', secret: true, contextual: true, find };

/** `host:5432:db:ada:X` */
const PGPASS = /:(?:\d{4,5}|\*):[\w*.-]{1,64}:[\w.*-]{1,64}:(?<value>[^\s"'`\\:/]{3,256})/g;

/** `ada:X@tcp(host:3306)/db`, `sys/"X"@db`: what stands before the sign is looked at only where one was found. */
const SIGN = /@(?:tcp|unix)\(|(?<=")@(?=[\w/])/g;
const BEFORE_SIGN =
  /(?:(?:^|[^\w.:/-])[\w.-]{1,64}:(?<go>[^\s:@"'`\\]{3,256})|\w\/\\{0,3}"(?<oracle>[^\s"'\\]{4,64})(?<end>\\{0,3}"))$/;

function* find(text: string): Generator<Match> {
  const found = [...beforeSign(text), ...inPgpass(text)].sort((a, b) => a.start - b.start);
  let done = 0;
  for (const match of found) {
    if (match.start < done) continue;
    done = match.end;
    yield match;
  }
}

function* beforeSign(text: string): Generator<Match> {
  for (const { index } of text.matchAll(SIGN)) {
    const { go, oracle = '', end = '' } = BEFORE_SIGN.exec(text.slice(Math.max(0, index - 324), index))?.groups ?? {};
    const value = go ?? oracle;
    if (isPasswordLike(value)) yield secretAt(index - end.length - value.length, value);
  }
}

function* inPgpass(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PGPASS)) {
    const value = groups?.['value'] ?? '';
    if (isPasswordLike(value) && isDistinctive(value)) yield secretAt(index + found.length - value.length, value);
  }
}
