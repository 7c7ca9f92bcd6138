import { type RuleFixtures, noise } from './rule-fixtures.ts';

const CRYPT = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';
const crypt = (length: number): string => noise(length, CRYPT);

/** What a method begins with is never written beside a whole sum. */
const hash = (...parts: readonly string[]): string => ['', ...parts].join('$');

const HASHES: readonly string[] = [
  hash('2b', '12', crypt(53)),
  hash('2y', '10', crypt(53)),
  hash('6', crypt(16), crypt(86)),
  hash('6', 'rounds=5000', crypt(16), crypt(86)),
  hash('5', crypt(16), crypt(43)),
  hash('1', crypt(8), crypt(22)),
  hash('apr1', crypt(8), crypt(22)),
  hash('y', 'j9T', crypt(22), crypt(43)),
  hash('argon2id', 'v=19', 'm=65536,t=3,p=4', noise(22), noise(43)),
  hash('scrypt', 'ln=16,r=8,p=1', noise(22), noise(43)),
  hash('pbkdf2-sha256', '29000', noise(22), noise(43)),
];

const django = `${hash('600000', noise(22), noise(43))}=`;
const werkzeug = hash(noise(16), noise(128, HEX));
const scram = `${hash(`4096:${noise(22)}==`, `${noise(43)}=`)}:${noise(43)}=`;
const directory = noise(32);

export const fixtures: RuleFixtures = {
  found: [
    ...HASHES.flatMap((each) => [
      [`ada:${each}:19000:0:99999:7:::`, each] as const,
      [`VALUES ('ada', '${each}')`, each] as const,
      [JSON.stringify({ row: `ada\n${each}\n` }), each] as const,
    ]),
    [`ada:${hash('2y', '10', crypt(53)).replaceAll('$', '$$$$')}`, crypt(53)],
    [`echo "${hash('6', crypt(16), crypt(86)).replaceAll('$', '\\$')}"`, crypt(86)],
    [`pbkdf2_sha256${django}`, django],
    [`scrypt:32768:8:1${werkzeug}`, werkzeug],
    [`SCRAM-SHA-256${scram}`, scram],
    [`userPassword: {SSHA}${directory}`, directory],
    [`ada:{SHA}${noise(27)}=`, noise(27)],
  ],
  left: [
    'sed "s/$1$2/$6$5/"',
    `const price = \`$\{a}$\{b}\`; $2b$12 and $6$salt`,
    'bcrypt hashes begin with $2b$12$ and have 60 characters',
    '$argon2id$v=19$m=65536,t=3,p=4 is how they begin',
    'https://x.example/{SHA}/src/redact/rules/password-hash.ts',
    `the commit ${noise(40, HEX)}`,
    `sha512-${noise(86)}==`,
    ['$1$name$', 'aVariableWithALongNameFollows'].join(''),
    '{SSHA}…',
    `cp build-$\{SHA}AbcDefGhi0123456789AbcDefGhi0123 out`,
    `s/{SHA256}AbcDefGhi0123456789AbcDefGhi0123.tgz/x/`,
    'https://x.example/{SHA}Abc1/releases/download/v12345678901234567',
  ],
};
