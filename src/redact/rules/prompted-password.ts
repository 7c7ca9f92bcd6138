import { canBeSecret, optionValueAt, secretAt } from '../values/option-value.ts';
import type { Match, RedactionRule } from '../rule.ts';

/** What a script answers to a program that asks for a password: `expect "assword:"`, then `send "X\r"`; also of pexpect. */
export const promptedPassword: RedactionRule = { id: 'prompted-password', secret: true, contextual: true, find };

/** The end of what is asked, up to where the answer begins. */
const PATTERN =
  /ass(?:word|phrase)[^\n"`{}]{0,40}?[:?*][ $*?\\]{0,4}["'}][^"'`]{0,80}?(?:(?:[\s{;]|\\n)send(?:[ \t]{1,4}--)?[ \t]{1,4}|\.sendline\(b?)(?=\\{0,3}["'])/g;
/** The key that ends it. */
const ENTER = /(?:\\{1,4}[rn])+$/;

function* find(text: string): Generator<Match> {
  for (const { 0: found, index } of text.matchAll(PATTERN)) {
    const given = optionValueAt(text, index + found.length);
    const value = given?.value.replace(ENTER, '') ?? '';
    // in brackets stands a command of Tcl
    if (given !== undefined && canBeSecret(value) && !value.startsWith('[')) yield secretAt(given.start, value);
  }
}
