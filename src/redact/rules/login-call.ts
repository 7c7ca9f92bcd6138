import type { Match, RedactionRule } from '../rule.ts';
import { isPasswordLike } from './assigned-value.ts';
import { argumentAt } from './call-argument.ts';
import { type OptionValue, secretAt } from './option-value.ts';

/** What a call is given to log in with: `auth=('ada', 'X')`, `new PDO(dsn, 'ada', 'X')`, `btoa('ada:X')`. */
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
]);

const NAMES = [...CALLS.keys()].sort((a, b) => b.length - a.length);
const CALL = new RegExp(
  `(?:${NAMES.map((name) => name.replace(/[.-]/g, String.raw`\$&`)).join('|')})(?:\\(|(?=\\\\{0,3}["']))`,
  'g',
);
function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: found, index } of text.matchAll(CALL)) {
    if (index < done || /[\w$]/.test(/^\w/.test(found) ? text.charAt(index - 1) : '')) continue;
    const takes = CALLS.get(found.replace(/\($/, '')) ?? 1;
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
  return (both && sign < 2) || !isPasswordLike(secret) ? undefined : secretAt(start + sign, secret);
};
