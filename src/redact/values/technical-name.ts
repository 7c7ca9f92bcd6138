/** Names of types, algorithms, encodings and standards: `token: sha256`, `password: argon2id`. They are no secrets. */

/** Numbers that stand behind such a name or before it have as many digits at most. */
const NAMES: ReadonlyMap<string, number> = new Map(
  (
    [
      [4, 'rsa dsa rfc iso sp'],
      [
        3,
        'sha md hmac hash blake crc aes rc des poly secp oaep chacha keccak ripemd jwt jws jwe jwk hs rs es ps bip slip erc',
      ],
      [3, 'int uint u i f float varchar char nvarchar bit bits byte bytes bytea utf base utf8mb min max len v'],
      [3, 'base64url base64encoded secp256k1 prime256v1 curve25519 argon2id argon2i argon2d'],
      [1, 'argon bcrypt scrypt pbkdf yescrypt ecdsa ed x gcm cbc ctr ecb xts pkcs pss eddsa dir kw'],
      [
        1,
        'oauth oidc saml totp hotp otp pkce tls ssl usdc latin ascii unicode hex uuid uuidv ulid guid nanoid cuid nonce',
      ],
      [1, 'double string str text blob number bigint version length'],
      [0, 'k kb mb gb s ms h d m chars characters digits'],
    ] as const
  ).flatMap(([digits, names]) => names.split(' ').map((name) => [name, digits] as const)),
);

const MAX_LENGTH = 64;

export const isTechnicalName = (value: string): boolean => {
  if (value.length > MAX_LENGTH) return false;
  const parts = value.toLowerCase().split(/[-_/.]/);
  return parts.length < 6 && parts.every((part) => part !== '' && isName(part)) && /[a-z]/i.test(value);
};

const PART = /^(?<before>\d{0,3})(?<name>[a-z]{0,12})(?<digits>\d{0,4})(?<unit>[a-z]{0,12})$/;
const UNITS: ReadonlySet<string> = new Set(['chars', 'char', 'characters', 'digits', 'bit', 'bits', 'bytes']);

/** `u32`, `256`, `8bit`, `min8chars`. */
const isName = (part: string): boolean => {
  if (NAMES.has(part)) return true;
  const { before = '', name = '', digits = '', unit = '' } = PART.exec(part)?.groups ?? {};
  if (name === '') return unit === '' && before !== '';
  const most = NAMES.get(name);
  if (most === undefined || digits.length > most) return false;
  return before === '' ? unit === '' || (digits.length > 0 && UNITS.has(unit)) : digits === '' && unit === '';
};
