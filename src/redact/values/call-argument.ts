import { type OptionValue, optionValueAt } from './option-value.ts';

const COMMA = /\\{0,3}["'`]?[ \t]{0,2},(?:\s|\\n){0,20}/y;
/** A name, a call or a member; an object, perhaps with another in it. */
const OTHER = /\{(?:[^{}]|\{[^{}]{0,100}\}){0,400}\}|[^\s"'`,()]{1,128}(?:\([^()]{0,64}\))?/y;
/** A text as bytes: of Python and Rust, Go, JavaScript, Java and C#. */
const AS_BYTES =
  /(?:b|(?:\[\]byte|bytes|Buffer\.from|new TextEncoder\(\)\.encode|(?:\w{1,20}\.){0,4}GetBytes)\()(?=\\{0,3}["'])/y;

/**
 * An argument of a call, where it is quoted.
 * @param from where the first one begins
 * @param nth from 1
 */
export const argumentAt = (text: string, from: number, nth: number): OptionValue | undefined => {
  let at = from;
  for (let argument = 1; argument <= nth; argument++) {
    AS_BYTES.lastIndex = at;
    const given = optionValueAt(text, at + (AS_BYTES.exec(text)?.[0].length ?? 0));
    if (argument === nth) return given?.quoted === true ? given : undefined;
    OTHER.lastIndex = at;
    const end = given?.quoted === true ? given.end : at + (OTHER.exec(text)?.[0].length ?? 0);
    COMMA.lastIndex = end;
    const comma = COMMA.exec(text);
    if (comma === null) return undefined;
    at = end + comma[0].length;
  }
  return undefined;
};
