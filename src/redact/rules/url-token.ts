import type { Match, RedactionRule } from '../rule.ts';
import { secretAt } from './option-value.ts';
import { isPlaceholder } from './placeholder.ts';
import { isHash, looksRandom } from './random-looking.ts';

/**
 * A token as the user of an address: `https://X@host`, `https://X:x-oauth-basic@host`. Names of users stay. Or in its path,
 * behind a word for one, where it looks random: `/webhook/X`, `/reset-password/X`.
 */
export const urlToken: RedactionRule = { id: 'url-token', secret: true, contextual: false, find };

const USER = /(?<user>[A-Za-z0-9_.~%+-]{12,1024})(?::[^\s/"'`<>@]{0,512})?@/y;

/** Host and path. */
const ADDRESS = /[^\s"'`<>()[\]{}\\?#|,;]{8,1024}/y;
const IN_PATH =
  /\/(?:[a-z]{2,16}[-_])?(?<word>tokens?|keys?|secrets?|webhooks?|hooks?|incoming|invites?|invitations?|reset|password|magic|unsubscribe)\/(?:[a-z]{2,16}\/)?(?<value>[\w~.%=+-]{16,512})(?![\w~.%=+-])/gi;
/** What is mailed to somebody opens something, whatever it looks like. */
const MAILED = /^(?:invit|reset|password|magic|unsub)/i;
/** Those of a vault have versions in hex. */
const KEPT = /^(?:key|secret)/i;
/** Their tokens are coins, which everybody knows. */
const EXPLORER = /^[^/]{0,253}(?:scan|explorer|coin|swap)/i;

function* find(text: string): Generator<Match> {
  let read = 0;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    USER.lastIndex = start;
    const user = USER.exec(text)?.groups?.['user'] ?? '';
    if (isToken(user)) yield { start, end: start + user.length, values: [user] };
    if (start < read) continue;
    ADDRESS.lastIndex = start;
    const address = ADDRESS.exec(text)?.[0] ?? '';
    read = start + address.length;
    yield* inPath(address, start);
  }
}

function* inPath(address: string, start: number): Generator<Match> {
  if (EXPLORER.test(address)) return;
  for (const { 0: found, index, groups } of address.matchAll(IN_PATH)) {
    const { word = '', value = '' } = groups ?? {};
    const isSecret = looksRandom(value) || (MAILED.test(word) && isHash(value));
    if (!isSecret || (KEPT.test(word) && /^[\da-f]+$/i.test(value))) continue;
    yield secretAt(start + index + found.length - value.length, value);
  }
}

/** Long and with digits, or longer than names are. */
const isToken = (user: string): boolean =>
  (/\d/.test(user) ? user.length >= 12 : user.length >= 32) &&
  /[A-Za-z]/.test(user) &&
  !user.includes('%40') &&
  !isPlaceholder(user);
