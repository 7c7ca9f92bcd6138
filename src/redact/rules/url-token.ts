import type { Match, RedactionRule } from '../rule.ts';
import { isPlaceholder } from '../values/placeholder.ts';

/** A token as the user of an address: `https://X@host`, `https://X:x-oauth-basic@host`. Names of users stay. */
export const urlToken: RedactionRule = { id: 'url-token', secret: true, contextual: false, find };

const USER = /(?<user>[A-Za-z0-9_.~%+-]{12,1024})(?::[^\s/"'`<>@]{0,512})?@/y;

function* find(text: string): Generator<Match> {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    USER.lastIndex = at + 3;
    const user = USER.exec(text)?.groups?.['user'] ?? '';
    if (isToken(user)) yield { start: at + 3, end: at + 3 + user.length, values: [user] };
  }
}

/** Long and with digits, or longer than names are. */
const isToken = (user: string): boolean =>
  (/\d/.test(user) ? user.length >= 12 : user.length >= 32) &&
  /[A-Za-z]/.test(user) &&
  !user.includes('%40') &&
  !isPlaceholder(user);
