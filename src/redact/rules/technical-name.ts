/** Names of types, algorithms, encodings and standards: `token: sha256`, `password: argon2id`. They are no secrets. */

/** A digit may follow or go before: `sha256`, `int32`, `8bit`. Longer names consist of these: `AES-256-GCM`. */
const NAMES: ReadonlySet<string> = new Set(
  [
    'sha md hmac hash argon argon2id argon2i argon2d bcrypt scrypt pbkdf yescrypt crc blake',
    'aes rsa dsa ecdsa ed x secp secp256k1 prime256v1 chacha poly gcm cbc ctr ecb xts des rc oaep pss pkcs',
    'jwt jws jwe jwk hs rs es ps eddsa dir kw oauth oidc saml totp hotp otp pkce tls ssl rfc iso erc usdc bip slip',
    'base base64url base64encoded utf utf8mb latin ascii unicode hex uuid uuidv ulid guid nanoid cuid nonce',
    'int uint i u f float double varchar char nvarchar string str text bytes byte bytea bit bits blob number bigint',
    'min max chars char characters digits length len v version k kb mb gb s ms h d m',
  ].flatMap((line) => line.split(' ')),
);

const MAX_LENGTH = 64;

export const isTechnicalName = (value: string): boolean => {
  if (value.length > MAX_LENGTH) return false;
  const parts = value.toLowerCase().split(/[-_/.]/);
  return parts.length < 6 && parts.every((part) => part !== '' && isName(part)) && /[a-z]/i.test(value);
};

/** A word or two with numbers around: `min8chars`, `u32`, `256`. */
const isName = (part: string): boolean => {
  const words = part.slice(0, 24).split(/\d{1,4}/);
  return NAMES.has(part) || (words.length < 4 && words.every((word) => word === '' || NAMES.has(word)));
};
