import type { Match, RedactionRule } from '../rule.ts';

/**
 * The secret that stands behind the id of a Twilio account or API key: `AC…:X`, `Client("AC…", "X")`. An id is `AC` or
 * `SK` and 32 hexadecimal digits, an account's token 32 of them, a key's secret 32 letters and digits (twilio.com/docs/iam).
 */
export const twilioPair: RedactionRule = { id: 'twilio-pair', secret: true, contextual: true, find };

/** Between the two: signs, and perhaps a name (`, token=`). */
const PATTERN =
  /(?<![A-Za-z0-9])(?:AC[0-9a-f]{32}[^A-Za-z0-9](?:[^A-Za-z0-9]{0,8}[A-Za-z_]{1,20}){0,3}[^A-Za-z0-9]{0,8}(?<token>[0-9a-f]{32})|SK[0-9a-f]{32}[^A-Za-z0-9](?:[^A-Za-z0-9]{0,8}[A-Za-z_]{1,20}){0,3}[^A-Za-z0-9]{0,8}(?<secret>[A-Za-z0-9]{32}))(?![A-Za-z0-9])/g;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(PATTERN)) {
    const secret = groups?.['token'] ?? groups?.['secret'] ?? '';
    // a name of 32 letters is none
    if (!/\d/.test(secret)) continue;
    yield { start: index + found.length - secret.length, end: index + found.length, values: [secret] };
  }
}
