/** Programs that look for files and run a command on what they find. */
import { PLACEHOLDER, plainStart } from './plain-start.ts';
import type { Token } from './tokens.ts';

/** See Unwrapped. */
interface Finding {
  readonly tokens: readonly Token[];
  cwd: string | null;
  mask: string | null;
  maybe: string | null;
}

/** `fd … -x CMD`, `fd … -X CMD`: it fails when a CMD fails, and adds what it found where no `{}` stands. */
export const fdExec = (state: Finding): readonly Token[] | undefined => {
  const start = state.tokens.findIndex(({ value }) => ['-x', '--exec', '-X', '--exec-batch'].includes(value));
  const rest = start === -1 ? [] : state.tokens.slice(start + 1);
  const end = rest.findIndex(({ value }) => value === ';');
  const words = end === -1 ? rest : rest.slice(0, end);
  if (words.length === 0) return undefined;
  state.maybe ??= 'fd --exec';
  const isNamed = words.some(({ value }) => FOUND.test(value));
  return [...words.map((word) => (FOUND.test(word.value) ? PLACEHOLDER : word)), ...(isNamed ? [] : [PLACEHOLDER])];
};

/** `{}`, and `{/}`, `{//}`, `{.}`, `{/.}`: parts of the path. */
const FOUND = /\{(?:\/{0,2}\.?)\}/;

/** `find … -exec CMD {} +` fails when a CMD fails; with `\;` it never does. */
export const findExec = (state: Finding): readonly Token[] | undefined => {
  const start = state.tokens.findIndex((word) => ['-exec', '-execdir', '-ok', '-okdir'].includes(word.value));
  if (start === -1) return undefined;
  const rest = state.tokens.slice(start + 1);
  const end = rest.findIndex(
    (word, index) => word.value === ';' || (word.value === '+' && rest[index - 1]?.value === '{}'),
  );
  if (end === -1) return undefined;
  if (rest[end]?.value === ';') state.mask ??= 'find -exec';
  else state.maybe ??= 'find -exec';
  const place = plainStart(state.tokens.slice(1, start));
  // in the directory of each file that is found
  if (state.tokens[start]?.value.endsWith('dir') === true) state.cwd = null;
  return rest.slice(0, end).map((word) => (word.value === '{}' ? place : word));
};
