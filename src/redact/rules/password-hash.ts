import type { Match, RedactionRule } from '../rule.ts';

/**
 * Hashes of passwords, as /etc/shadow, .htpasswd, directories, databases and frameworks keep them: whoever has one tries
 * passwords on it as fast as they like. Names of commits and sums of files are none.
 */
export const passwordHash: RedactionRule = { id: 'password-hash', secret: true, contextual: false, find };

/** A dollar sign, as shells and Compose escape it too. */
const SIGN = String.raw`(?:\\{0,3}\$){1,2}`;
const CRYPT = '[./A-Za-z0-9]';
const BASE64 = '[A-Za-z0-9+/]';

/** One character, or a few, are found many times as fast as a choice. */
const STARTS: readonly (readonly [start: string, hash: RegExp])[] = [
  [
    '$',
    new RegExp(
      [
        // crypt(5): bcrypt, SHA-512 and SHA-256, MD5 also of Apache, yescrypt
        String.raw`\$2[abxy]?${SIGN}\d\d${SIGN}${CRYPT}{53}`,
        String.raw`\$6${SIGN}(?:rounds=\d{1,9}${SIGN})?${CRYPT}{1,16}${SIGN}${CRYPT}{86}`,
        String.raw`\$5${SIGN}(?:rounds=\d{1,9}${SIGN})?${CRYPT}{1,16}${SIGN}${CRYPT}{43}`,
        String.raw`\$(?:1|apr1)${SIGN}${CRYPT}{1,8}${SIGN}${CRYPT}{22}(?!${CRYPT})`,
        String.raw`\$g?y${SIGN}${CRYPT}{1,16}${SIGN}${CRYPT}{1,86}${SIGN}${CRYPT}{43}`,
        // PHC strings: Argon2, scrypt, PBKDF2
        String.raw`\$(?:argon2(?:id|i|d)|scrypt|pbkdf2-sha\d{1,3})${SIGN}(?:[\w=,-]{1,60}${SIGN}){0,2}[./A-Za-z0-9+]{8,128}${SIGN}[./A-Za-z0-9+]{16,256}`,
        // Django, Werkzeug, and RFC 5803 (PostgreSQL): the name of the method stays
        String.raw`(?<=pbkdf2_sha\d{1,3})\$\d{1,9}\$${BASE64}{1,64}={0,2}\$${BASE64}{27,128}={0,2}`,
        String.raw`(?<=(?:scrypt|pbkdf2):[\w:]{1,32})\$[A-Za-z0-9]{4,64}\$[0-9a-f]{64,128}`,
        String.raw`(?<=SCRAM-SHA-(?:1|256))\$\d{1,8}:${BASE64}{8,64}={0,2}\$${BASE64}{27,64}={0,2}:${BASE64}{27,64}={0,2}`,
      ].join('|'),
      'y',
    ),
  ],
  // RFC 2307: directories. A part of a path may be called so, `{SHA}/a/b`, or a variable
  [
    'SHA',
    new RegExp(
      String.raw`(?<=(?:^|[^$/%{\w])\{S?)SHA(?:256|384|512)?\}(?=[a-z\d+]{0,20}[A-Z])(?=[A-Za-z+]{0,20}\d)${BASE64}{27,256}={0,2}(?![\w/+.-])`,
      'y',
    ),
  ],
];

function* find(text: string): Generator<Match> {
  const found = STARTS.flatMap(([start, hash]) => [...hashesFrom(text, start, hash)]);
  yield* found.sort((a, b) => a.start - b.start);
}

function* hashesFrom(text: string, start: string, hash: RegExp): Generator<Match> {
  for (let at = text.indexOf(start), end = at; at !== -1; at = text.indexOf(start, end)) {
    hash.lastIndex = at;
    end = hash.test(text) ? hash.lastIndex : at + start.length;
    if (hash.lastIndex > 0) yield { start: at, end };
  }
}
