import type { Match, RedactionRule } from '../rule.ts';
import { canBeSecret, secretAt } from '../values/option-value.ts';

/** Values in `Cookie:` and `Set-Cookie:`, as a header, in JSON or in code. Names and attributes stay readable. */
export const cookie: RedactionRule = { id: 'cookie', secret: true, contextual: true, find };

const HEADER =
  /(?<![A-Za-z0-9_])(?:set-)?cookie\\{0,3}["'`]?[ \t]{0,4}[:,=][ \t]{0,4}\[?[ \t]{0,4}\\{0,3}["'`]?(?=[A-Za-z0-9_.!#$%&*+^|~-]{1,256}=)(?<pairs>[^\n"'`\\]{3,8192})/gi;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(HEADER)) {
    const pairs = groups?.['pairs'] ?? '';
    yield* cookiesIn(pairs, index + found.length - pairs.length);
  }
}

const PAIR = /(?<name>[^\s;=,]{1,256})=(?<value>[^\s;,]{1,4096})/g;
const ATTRIBUTE = /^(?:path|domain|expires|max-age|samesite|priority|version)$/i;

/** The values of `a=X; b=Y`. @param start where the text stands */
export const cookiesIn = (pairs: string, start: number): readonly Match[] =>
  [...pairs.matchAll(PAIR)].flatMap(({ 0: pair, index, groups }) => {
    const value = groups?.['value'] ?? '';
    if (ATTRIBUTE.test(groups?.['name'] ?? '') || !canBeSecret(value, 4)) return [];
    return [secretAt(start + index + pair.length - value.length, value)];
  });
