/**
 * Words that are said of a password, and are none: `the password is rejected`, `was unreadable`. Also behind a dash:
 * `base64-encoded`.
 */
export const isPredicate = (word: string): boolean =>
  SUFFIX.test(word.toLowerCase().split('-').at(-1) ?? '') || COMPARED.test(word);

const SUFFIX = /^[a-z]+(?:ed|ing|able|ible|less|ous|ly|ive|ent|ant|al|ful)$/;
/** `8-character`, `32-byte`, `case-sensitive`, `read-only`. */
const COMPARED = /^(?:\d+|case|read|write|one|two|non|too|at)-/i;
