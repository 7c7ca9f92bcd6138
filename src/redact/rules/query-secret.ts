import type { Match, RedactionRule } from '../rule.ts';
import { isTokenLike } from '../values/assigned-value.ts';
import { secretAt } from '../values/option-value.ts';

/** What gives access in an address, under a name that says little: `?sig=X`, `?key=X`; and `_auth=X` of npm. */
export const querySecret: RedactionRule = { id: 'query-secret', secret: true, contextual: true, find };

/** Signatures of Azure, AWS and Google; keys; codes of OAuth. */
const PATTERN =
  /(?:[?&#](?:amp;)?(?:sig|signature|key|auth|code|hmac|x-(?:amz|goog)-(?:signature|security-token))=|(?<![A-Za-z0-9])_auth[ \t]?=[ \t]?)(?<value>[^\s&"'`#<>\\;,)]{8,2048})/gi;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const value = groups?.['value'] ?? '';
    if (isTokenLike(value)) yield secretAt(index + found.length - value.length, value);
  }
}
