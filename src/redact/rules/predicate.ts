/**
 * Words that are said of a password, and are none: `the password is rejected`, `was unreadable`. Also behind a dash:
 * `base64-encoded`.
 */
export const isPredicate = (word: string): boolean => {
  const last = word.toLowerCase().split('-').at(-1) ?? '';
  return SUFFIX.test(last) || WORDS.has(last) || COMPARED.test(word);
};

const SUFFIX = /^[a-z]+(?:ed|ing|able|ible|less|ous|ly|ive|ent|ant|al|ful)$/;
/** `8-character`, `32-byte`, `case-sensitive`, `read-only`. */
const COMPARED = /^(?:\d+|case|read|write|one|two|non|too|at)-/i;

const WORDS: ReadonlySet<string> = new Set(
  (
    'okay fine good right weak strong short long simple easy blank broken gone given written chosen taken known shown ' +
    'sent kept lost found built made saved unset public private safe unsafe exact equal unique random clear visible ' +
    'ready stale fresh outdated mandatory necessary temporary arbitrary primary secondary nonempty crypted bcrypt ' +
    'scrypt argon2 argon2id pbkdf2 base64 sha256 sha512 sha-256 sha-512 ascii utf8 json yaml numeric generic static ' +
    'dynamic async supplied either neither something nothing anything whatever really quite very just maybe perhaps ' +
    'probably already about after before between within during while until under inside outside unless however ' +
    'better worse longer shorter stronger weaker older newer more less part unlike meant bound'
  ).split(' '),
);
