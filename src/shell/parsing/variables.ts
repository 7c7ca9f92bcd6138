import { isRooted, isScratchMade, programName } from './directories.ts';
import { steadyNames } from './steady-names.ts';
import type { Token } from './tokens.ts';

/** Variables of a line. */
export interface Variables {
  /** The one value that each has in it; null for one that has several, or none that is plain. */
  readonly values: Map<string, Token | null>;
  /** Names that the line says once besides where it reads them: nothing else in it sets them, in whatever way. */
  readonly steady: ReadonlySet<string>;
}

export const variablesOf = (line: string): Variables => ({ values: new Map(), steady: steadyNames(line) });

/** A word without anything that a shell would expand or split. */
const PLAIN = /^[\w./~:@=+,-]+$/;

interface Setting {
  readonly name: string;
  readonly value: Token;
  /** It is set for certain. */
  readonly sure: boolean;
}

/** Notes what a variable is set to. A second value makes it one that cannot be told. */
export const noteVariable = ({ values, steady }: Variables, { name, value, sure }: Setting): void => {
  const known = values.get(name);
  const isPlain = value.open ? isScratchMade(value.value) : PLAIN.test(value.value);
  const same = known === undefined || (known?.value === value.value && !value.open);
  values.set(name, sure && isPlain && same && steady.has(name) ? value : null);
};

/** `for f in /tmp/*.log`: each is below one place. */
export const noteLoop = ({ values, steady }: Variables, name: string, words: readonly Token[]): void => {
  const [only] = words;
  const isOne =
    only !== undefined && words.length === 1 && only.open && isRooted(only.value) && !/[$`]/.test(only.value);
  values.set(name, isOne && !values.has(name) && steady.has(name) ? only : null);
};

/** What commands set that are no plain assignment: `export T=/tmp/x`, `read T`, and with `.` or `eval` nobody knows what. */
export const noteBuiltin = (variables: Variables, [program, ...words]: readonly Token[], sure: boolean): void => {
  const name = programName(program?.value ?? '');
  if (name === 'source' || name === '.' || name === 'eval')
    for (const each of variables.values.keys()) variables.values.set(each, null);
  if (!SETS.has(name)) return;
  for (const { value, open } of words) {
    const [, variable, text] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(value) ?? [];
    if (variable === undefined) continue;
    if (text !== undefined) noteVariable(variables, { name: variable, value: { value: text, open }, sure });
    else if (!DECLARES.has(name)) variables.values.set(variable, null);
  }
};

const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);
const SETS: ReadonlySet<string> = new Set([...DECLARES, 'read', 'mapfile', 'readarray', 'unset', 'getopts', 'let']);

/** `$T/a` where the line says what `T` is. */
export const resolved = ({ values }: Variables, word: Token): Token => {
  if (!word.open) return word;
  const [whole = '', braced, bare] = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))(?=\/|$)/.exec(word.value) ?? [];
  const known = values.get(braced ?? bare ?? '');
  if (known === undefined || known === null) return word;
  const rest = word.value.slice(whole.length);
  return { value: `${known.value}${rest}`, open: known.open || /[$`*?[{!(]/.test(rest) };
};
