import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from './assigned-value.ts';
import { isDistinctive } from './distinctive.ts';
import { secretAt } from './option-value.ts';

/** Passwords in what names a connection, other than an address: of Go's MySQL driver, `.pgpass`, Oracle. */
export const connectionPassword: RedactionRule = { id: 'connection-password', secret: true, contextual: true, find };

const PATTERNS: readonly RegExp[] = [
  // `host:5432:db:ada:X`
  /:(?:\d{4,5}|\*):[\w*.-]{1,64}:[\w.*-]{1,64}:(?<value>[^\s"'`\\:/]{3,256})/g,
  // `sys/"X"@db`
  /\/\\{0,3}"(?<value>[^\s"'\\]{4,64})(?=\\{0,3}"@[\w/])/g,
];

/** `ada:X@tcp(host:3306)/db`, from the sign on: what stands before is looked at only where one was found. */
const GO = /@(?:tcp|unix)\(/g;
const BEFORE_GO = /(?:^|[^\w.:/-])[\w.-]{1,64}:(?<value>[^\s:@"'`\\]{3,256})$/;

function* find(text: string): Generator<Match> {
  const found = [...ofGo(text), ...ofOthers(text)].sort((a, b) => a.start - b.start);
  let done = 0;
  for (const match of found) {
    if (match.start < done) continue;
    done = match.end;
    yield match;
  }
}

function* ofGo(text: string): Generator<Match> {
  for (const { index } of text.matchAll(GO)) {
    const value = BEFORE_GO.exec(text.slice(Math.max(0, index - 324), index))?.groups?.['value'] ?? '';
    if (isPasswordLike(value)) yield secretAt(index - value.length, value);
  }
}

function* ofOthers(text: string): Generator<Match> {
  for (const pattern of PATTERNS) {
    for (const { 0: found, index, groups } of text.matchAll(pattern)) {
      const value = groups?.['value'] ?? '';
      if (isPasswordLike(value) && isDistinctive(value)) yield secretAt(index + found.length - value.length, value);
    }
  }
}
