import type { Match, RedactionRule } from '../rule.ts';
import { isPlaceholder } from '../values/placeholder.ts';

/** What follows `Authorization:`, `Proxy-Authorization:` or a bare `Bearer`, in a header, JSON or code. */
export const authorizationHeader: RedactionRule = {
  id: 'authorization-header',
  secret: true,
  contextual: true,
  find,
};

/** After a bare `Bearer` a value is long and has a digit, so that prose about bearers is left alone. */
const PATTERN =
  /(?:authorization\\{0,2}(?:["']?[ \t]{0,4}[:=]|["'][ \t]{0,4},)[ \t]{0,4}\\{0,2}["'`]?(?:(?:bearer|basic|token|digest|negotiate|apikey|api-key)[ \t]{1,4})?|(?<![A-Za-z0-9])bearer[ \t]{1,4}(?=[A-Za-z._~+/-]{0,64}\d)(?=[A-Za-z0-9._~+/=-]{16}))(?<value>[^\s"'`\\,;<>()]{6,8192})/gi;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    const end = index + found.length;
    if (!isPlaceholder(value) && !isScheme(value)) yield { start: end - value.length, end, values: [value] };
  }
}

/** The scheme alone, when what follows it is quoted or computed. */
const isScheme = (value: string): boolean => /^(?:bearer|basic|digest|negotiate|apikey|api-key)$/i.test(value);
