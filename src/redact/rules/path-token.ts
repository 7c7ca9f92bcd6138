import type { Match, RedactionRule } from '../rule.ts';
import { secretAt } from '../values/option-value.ts';
import { isHash, looksRandom } from '../values/random-looking.ts';

/** A token in the path of an address, behind a word for one, where it looks random: `/webhook/X`, `/reset-password/X`. */
export const pathToken: RedactionRule = { id: 'path-token', secret: true, contextual: true, find };

/** Host and path. */
const ADDRESS = /[^\s"'`<>()[\]{}\\?#|,;]{8,1024}/y;
const IN_PATH =
  /\/(?:[a-z]{2,16}[-_])?(?<word>tokens?|keys?|secrets?|webhooks?|hooks?|incoming|invites?|invitations?|reset|password|magic|unsubscribe)\/(?:[a-z]{2,16}\/)?(?<value>[\w~.%=+-]{16,512})(?![\w~.%=+-])/gi;
/** What is mailed to somebody opens something, whatever it looks like. */
const MAILED = /^(?:invit|reset|password|magic|unsub)/i;
/** Those of a vault have versions in hex. */
const KEPT = /^(?:key|secret)/i;
/** What is stored is called so: 12 bytes in hex, a ULID. */
const ID = /^(?:[\da-f]{24}|[0-7][\dA-HJKMNP-TV-Z]{25})$/;
/** Their tokens are coins, which everybody knows. */
const EXPLORER = /^[^/]{0,253}(?:scan|explorer|coin|swap)/i;
/** A contract. */
const COIN = /^0x[\da-f]{40}$/i;
/** Commits stand in their addresses. */
const FORGE = /^[^/]{0,253}git|\/(?:commits?|tree|blob|raw|archive|compare)\//i;
/** A file, words that dashes join, a version. */
const NAME = /\.[a-z]{2,8}\d?$|(?:^|[-_])[A-Z]?[a-z]{2,}[-_][A-Z]?[a-z]{2,}[-_]|^v?\d{1,4}\.\d/;

function* find(text: string): Generator<Match> {
  let read = 0;
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', read)) {
    ADDRESS.lastIndex = at + 3;
    const address = ADDRESS.exec(text)?.[0] ?? '';
    read = at + 3 + address.length;
    yield* inPath(address, at + 3);
  }
}

function* inPath(address: string, start: number): Generator<Match> {
  for (const { 0: found, index, groups } of address.matchAll(IN_PATH)) {
    const { word = '', value: written = '' } = groups ?? {};
    // a sentence may end behind it
    const value = written.replace(/\.+$/, '');
    if (isInPath(word, value, address)) yield secretAt(start + index + found.length - written.length, value);
  }
}

const isInPath = (word: string, value: string, address: string): boolean => {
  if (MAILED.test(word) && isHash(value)) return value.length !== 40 || !FORGE.test(address);
  if (!MAILED.test(word) && ID.test(value)) return false;
  if (KEPT.test(word) && /^[\da-f]+$/i.test(value)) return false;
  if (/^token/i.test(word) && EXPLORER.test(address)) return false;
  // letters of other scripts are escaped
  return !COIN.test(value) && !NAME.test(value) && looksRandom(value.replace(/%[\da-f]{2}/gi, ''));
};
