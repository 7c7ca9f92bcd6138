import { isRooted, isScratchMade, programName } from './directories.ts';
import type { Token } from './tokens.ts';

/** Variables of a line with the one value that each has in it; null for one that has several, or none that is plain. */
export type Variables = Map<string, Token | null>;

/** A word without anything that a shell would expand or split. */
const PLAIN = /^[\w./~:@=+,-]+$/;

interface Setting {
  readonly name: string;
  readonly value: Token;
  /** It is set for certain. */
  readonly sure: boolean;
}

/** Notes what a variable is set to. A second value makes it one that cannot be told. */
export const noteVariable = (variables: Variables, { name, value, sure }: Setting): void => {
  const known = variables.get(name);
  const isPlain = value.open ? isScratchMade(value.value) : PLAIN.test(value.value);
  const same = known === undefined || (known?.value === value.value && !value.open);
  variables.set(name, sure && isPlain && same ? value : null);
};

/** `for f in /tmp/*.log`: each is below one place. */
export const noteLoop = (variables: Variables, name: string, words: readonly Token[]): void => {
  const [only] = words;
  const isOne =
    only !== undefined && words.length === 1 && only.open && isRooted(only.value) && !/[$`]/.test(only.value);
  variables.set(name, isOne && !variables.has(name) ? only : null);
};

/** What commands set that are no plain assignment: `export T=/tmp/x`, `read T`, and with `.` or `eval` nobody knows what. */
export const noteBuiltin = (variables: Variables, [program, ...words]: readonly Token[], sure: boolean): void => {
  const name = programName(program?.value ?? '');
  if (name === 'source' || name === '.' || name === 'eval')
    for (const each of variables.keys()) variables.set(each, null);
  if (!SETS.has(name)) return;
  for (const { value, open } of words) {
    const [, variable, text] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(value) ?? [];
    if (variable === undefined) continue;
    if (text !== undefined) noteVariable(variables, { name: variable, value: { value: text, open }, sure });
    else if (!DECLARES.has(name)) variables.set(variable, null);
  }
};

const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
const SETS: ReadonlySet<string> = new Set([...DECLARES, 'read', 'mapfile', 'readarray', 'unset', 'getopts', 'let']);

/** `$T/a` where the line says what `T` is. */
export const resolved = (variables: Variables, word: Token): Token => {
  if (!word.open) return word;
  const [whole = '', braced, bare] = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))(?=\/|$)/.exec(word.value) ?? [];
  const known = variables.get(braced ?? bare ?? '');
  if (known === undefined || known === null) return word;
  const rest = word.value.slice(whole.length);
  return { value: `${known.value}${rest}`, open: known.open || /[$`*?[{!(]/.test(rest) };
};
