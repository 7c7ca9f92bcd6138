import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from '../values/assigned-value.ts';
import { argumentAt } from '../values/call-argument.ts';
import { type OptionValue, secretAt } from '../values/option-value.ts';

/**
 * What a call is given to log in with: `auth=('ada', 'X')`, `new PDO(dsn, 'ada', 'X')`, `btoa('ada:X')`; or to sign or
 * encrypt with: `jwt.sign(payload, 'X')`, `hmac.New(sha256.New, []byte("X"))`.
 */
export const loginCall: RedactionRule = { id: 'login-call', secret: true, contextual: true, find };

/** Call → which argument is the password, from 1; `user:X`: the one argument holds both. */
const CALLS: ReadonlyMap<string, number | 'user:X'> = new Map<string, number | 'user:X'>([
  ['auth=', 2],
  ['auth = ', 2],
  ['.auth', 2],
  ['.login', 2],
  ['.basicAuth', 2],
  ['.basic_auth', 2],
  ['SetBasicAuth', 2],
  ['HTTPBasicAuth', 2],
  ['HTTPDigestAuth', 2],
  ['BasicAuth', 2],
  ['PSCredential', 2],
  ['NetworkCredential', 2],
  ['UsernamePasswordCredentials', 2],
  ['UsernamePasswordAuthenticationToken', 2],
  ['PasswordAuthentication', 2],
  ['PDO', 3],
  ['getConnection', 3],
  ['mysqli', 3],
  ['mysqli_connect', 3],
  ['create_user', 3],
  ['create_superuser', 3],
  ['ConvertTo-SecureString ', 1],
  ['ConvertTo-SecureString -String ', 1],
  ['bcrypt', 1],
  ['password_hash', 1],
  ['make_password', 1],
  ['btoa', 'user:X'],
  // JSON web tokens: of JavaScript, Python and PHP, Ruby, Go, Java, Rust
  ['jwt.sign', 2],
  ['jwt.verify', 2],
  ['jwt.encode', 2],
  ['jwt.decode', 2],
  ['JWT.encode', 2],
  ['JWT.decode', 2],
  ['JWT::encode', 2],
  ['JWT::decode', 2],
  ['JWT.encode ', 2],
  ['JWT.decode ', 2],
  ['SignedString', 1],
  ['signWith', 2],
  ['setSigningKey', 1],
  ['hmacShaKeyFor', 1],
  ['SymmetricSecurityKey', 1],
  ['EncodingKey::from_secret', 1],
  ['DecodingKey::from_secret', 1],
  ['Algorithm.HMAC256', 1],
  // signatures
  ['createHmac', 2],
  ['hmac.new', 1],
  ['hmac.New', 2],
  ['hash_hmac', 3],
  ['HMAC.digest', 2],
  ['HMAC.hexdigest', 2],
  ['HmacSHA256', 2],
  ['HMACSHA256', 1],
  ['cookieParser', 1],
  // ciphers, and keys that are made of a password
  ['createCipheriv', 2],
  ['createDecipheriv', 2],
  ['createSecretKey', 1],
  ['AES.encrypt', 2],
  ['AES.decrypt', 2],
  ['SecretKeySpec', 1],
  ['Fernet', 1],
  ['scryptSync', 1],
  ['pbkdf2Sync', 1],
  ['pbkdf2_hmac', 2],
]);

const NAMES = [...CALLS.keys()].sort((a, b) => b.length - a.length);
/** What a bracket stands behind: that is found faster than one of many names. Some are called without one. */
const CALL = new RegExp(
  String.raw`\((?<=(?:(?<![\w$])|(?=\.))(?<name>${NAMES.map((name) => name.replace(/[.-]/g, String.raw`\$&`)).join('|')})\()|` +
    String.raw`(?<![\w$])(?:(?<bare>auth ?= ?|ConvertTo-SecureString (?:-String )?)(?=\\{0,3}["'])|(?<ruby>JWT\.(?:en|de)code )(?=[a-z]))`,
  'g',
);

/** An algorithm, or an address: who issued a token. */
const NO_SECRET = /^(?:(?:Hmac|hmac-)?(?:SHA|sha|[EHPR]S)-?\d{3}K?$|https?:\/\/)/;

function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index, groups } of text.matchAll(CALL)) {
    const name = groups?.['name'] ?? groups?.['bare'] ?? groups?.['ruby'] ?? '';
    if (index < done) continue;
    const takes = CALLS.get(name) ?? 1;
    const given = argumentAt(text, index + found.length, takes === 'user:X' ? 1 : takes);
    const match = given === undefined ? undefined : secretOf(given, takes === 'user:X');
    if (match === undefined) continue;
    done = match.end;
    yield match;
  }
}

const secretOf = ({ start, value }: OptionValue, both: boolean): Match | undefined => {
  const sign = both ? value.indexOf(':') + 1 : 0;
  const secret = value.slice(sign);
  return (both && sign < 2) || NO_SECRET.test(secret) || !isPasswordLike(secret)
    ? undefined
    : secretAt(start + sign, secret);
};
