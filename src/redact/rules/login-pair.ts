import { type Match, type RedactionRule, withoutOverlap } from '../rule.ts';
import { isPasswordLike } from '../values/assigned-value.ts';
import { isDistinctive } from '../values/distinctive.ts';
import { secretAt } from '../values/option-value.ts';
import { isOrdinaryWord } from '../values/ordinary-word.ts';
import { isPlainWord } from '../values/plain-password.ts';
import { isPredicate } from '../values/predicate.ts';

/**
 * A name and a password that are said together: `log in with ada / X`, `credentials: ada:X`, `username is ada, password
 * X`. A word is one where the sentence ends behind it, and neither it nor the name is what is said of logins in general.
 */
export const loginPair: RedactionRule = { id: 'login-pair', secret: true, contextual: true, find };

const MARKS = String.raw`["'\x60*]{0,3}`;
const LOGIN = String.raw`(?:log(?:ging|ged)?[ -]?in|sign(?:ing|ed)?[ -]?in|logins?|credentials?|creds)`;
const VALUE = String.raw`(?<value>[!#-&(-_a-~]{6,128})`;

/** Behind it the name and the password, with a sign between them. */
const PAIR = new RegExp(
  String.raw`(?<![\w/.-])${LOGIN}(?:[ \t](?:with|as|using|are|is|to)){0,2}:?[ \t]{1,3}${MARKS}(?<login>[\w.@+-]{1,64})["'\x60]?(?:[ \t]{1,2}\/[ \t]{1,2}|[/:])["'\x60]?${VALUE}`,
  'gi',
);
/** `Use ada / X to log in`. */
const USED = new RegExp(
  String.raw`(?<![\w/.-])(?:use|enter|try)[ \t]{1,3}${MARKS}(?<login>[\w.@+-]{1,64})["'\x60]?[ \t]{1,2}\/[ \t]{1,2}["'\x60]?${VALUE}(?=["'\x60]?[ \t](?:to|for)[ \t](?:log|sign)[ -]?in\b)`,
  'gi',
);
/** What says that a name follows, and no word of names in general. */
const GIVEN = String.raw`(?:with|use|using|enter|type|as|try|is|are)[ \t](?:the[ \t])?`;
const NAME = String.raw`(?:user(?:[ _-]?name)?|login|account)`;
const PASSWORD = String.raw`(?:password|passwd|pwd|passphrase|pass)`;
/** What stands before `username` is looked at behind it: letters are found faster. */
const NAMED = new RegExp(
  String.raw`(?<![\w/.-])(?:${GIVEN}${NAME}[ \t]|${NAME}(?:[ \t]is|[ \t]?[:=])[ \t]|log(?:ged)?[ -]?in[ \t]as[ \t]|username[ \t](?<=(?:^|\n)[ \t>*-]{0,8}(?:the )?username[ \t]))${MARKS}(?<login>[\w.@+-]{1,64})["'\x60*]{0,3}(?:,[ \t]|,?[ \t](?:and|with|\/)[ \t]|;[ \t]|[ \t]\()(?:(?:and|the|with)[ \t]){0,2}${PASSWORD}(?:[ \t]is|[ \t]?[:=])?[ \t]{1,2}["'\x60*]{0,3}${VALUE}`,
  'gi',
);

function find(text: string): Iterable<Match> {
  return withoutOverlap([PAIR, USED, NAMED].flatMap((pattern) => [...pairs(text, pattern)]));
}

function* pairs(text: string, pattern: RegExp): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(pattern)) {
    const { value: written = '', login = '' } = groups ?? {};
    const value = written.replace(/[.,;:!)*]{1,4}$/, '');
    const start = index + found.length - written.length;
    const end = text.slice(start + value.length, start + value.length + 24);
    if (!isPassword(value) && !(ENDS.test(end) && isWordOf(login, value))) continue;
    // said without quotes: there alone, as of every sentence
    yield { ...secretAt(start, value), values: [] };
  }
}

const isPassword = (value: string): boolean => isPasswordLike(value) && isDistinctive(value);

/** Of the sentence, the line or the text; how the pair is used may follow. */
const ENDS = /^["'`*]{0,3}(?:[.!)]{0,2}[ \t]*(?:$|\r?\n|\\n)|[.!)][ \t]|[ \t](?:to|for)[ \t](?:log|sign)[ -]?in\b)/i;

const isWordOf = (login: string, value: string): boolean =>
  isPlainWord(value) &&
  value === value.toLowerCase() &&
  ![login, value].some((word) => isOrdinaryWord(word) || isPredicate(word) || OF_LOGINS.test(word) || isSubject(word));

/** Ways to log in, and what pages and programs have for it. */
const OF_LOGINS =
  /^(?:google|github|gitlab|bitbucket|facebook|apple|microsoft|azure|twitter|discord|slack|linkedin|okta|keycloak|auth0|saml|sso|ldap|oauth2?|openid|oidc|passkeys?|webauthn|cookies?|sessions?|jwts?|bearer|basic|digest|sms|otp|totp|mfa|sign[-]?(?:up|in|out)|log[-]?(?:in|out)|register|refresh|access|home|page|screen|routes?|button|forms?|fields?|columns?|inputs?|prefix|suffix|lookup|storage|history|recovery|checks?|profile|dashboard|settings|handler|helper|service|client|server|hash|salt|encoder|resets?|lockout|redirects?|text-?box|spinner|skeleton|front-?end|back-?end|desktop|mobile|customers?|buyers?|sellers?|vendors?|teachers?|students?|tenants?|static|dynamic|chrom(?:e|ium)|firefox|safari|edge|curl|postman|swagger|gitea|forgejo|metamask|phantom|ethereum|solana|steam|twitch|spotify|english|german|french|spanish|korean|react|svelte|angular|redux|zustand|vitest|jest|playwright|cypress|selenium)$/i;
/** `validation`, `management`, `storage`. */
const isSubject = (word: string): boolean =>
  /(?:tion|sion|ment|ness|age|ity|ance|ence|ship|ism|ology|ware|ers)$/i.test(word);
