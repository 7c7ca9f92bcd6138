import { isScratchMade, joinDirectory, programName } from './directories.ts';
import { poisonOf } from './hazards.ts';
import { hasNoglobLetter, isNoglobOption, noglobOfOption, setsGlobIgnore } from './noglob.ts';
import type { ShellState } from './shell-state.ts';
import type { Token } from './tokens.ts';

/** What a command changes in the shell that runs it: directory, options, names. */
export const applyBuiltin = ([program, ...words]: readonly Token[], shell: ShellState): void => {
  const name = programName(program?.value ?? '');
  switch (name) {
    case 'cd':
    case 'chdir':
      return changeDirectory(words, shell);
    case 'pushd':
      shell.pushed.push(shell.cwd);
      return changeDirectory(words, shell);
    case 'popd':
      shell.cwd = shell.pushed.pop() ?? null;
      return;
    case 'set':
      return setOptions(words, shell);
    case 'shopt':
      return setShellOptions(words, shell);
    case 'setopt':
    case 'unsetopt':
      return setZshOptions(name === 'setopt', words, shell);
    case 'alias':
      for (const { value } of words) shell.shadowed.add(value.slice(0, Math.max(value.indexOf('='), 0)));
      return;
    case 'hash':
    case 'enable':
      return shadowAny(words, shell);
    default:
      if (DECLARES.has(name)) declare(name, words, shell);
  }
};

const DECLARES: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'readonly', 'local']);

const declare = (name: string, words: readonly Token[], shell: ShellState): void => {
  if (name === 'export') exportAll(words, shell);
  if (setsGlobIgnore(words.map(({ value }) => value))) shell.noglob = true;
  for (const { value } of words) {
    const cut = value.indexOf('=');
    if (cut > 0) shell.poison ??= poisonOf(value.slice(0, cut), value.slice(cut + 1).replaceAll(/["']/g, ''));
  }
};

const shadowAny = ([first]: readonly Token[], shell: ShellState): void => {
  if (first !== undefined && first.value !== '-r') shell.poison ??= 'function';
};

const MAX_EXPORTED = 100;

const exportAll = (words: readonly Token[], shell: ShellState): void => {
  const set = words
    .filter(({ value }) => /^[A-Za-z_]\w*=/.test(value))
    .map(({ value }) => value.replaceAll(/["']/g, ''));
  if (set.length > 0) shell.exported = [...shell.exported, ...set].slice(-MAX_EXPORTED);
};

const changeDirectory = (words: readonly Token[], shell: ShellState): void => {
  const target = targetOf(words);
  const before = shell.cwd;
  if (target?.value === '-') shell.cwd = shell.previous;
  else if (target === undefined) shell.cwd = '~';
  else shell.cwd = target.open ? scratch(target.value) : moved(shell.cwd, target.value);
  shell.previous = before;
};

/** The directory that a `cd` names. */
export const targetOf = (words: readonly Token[]): Token | undefined =>
  words.find((word) => word.value === '-' || !/^-[-LPe@]*$/.test(word.value));

/** Which directory it is cannot be told, but that it is none of a repository. */
const scratch = (word: string): string | null => (isScratchMade(word) ? '/tmp/{}' : null);

const moved = (cwd: string | null, directory: string): string | null => {
  if (cwd !== null) return joinDirectory(cwd, directory);
  return /^(?:\/|~|[A-Za-z]:[\\/])/.test(directory) ? joinDirectory('', directory) : null;
};

const setOptions = (words: readonly Token[], shell: ShellState): void => {
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (value === '--' || !/^[-+]/.test(value)) return;
    const on = value.startsWith('-');
    if (value.includes('e')) shell.errexit = on;
    if (hasNoglobLetter(value)) shell.noglob = on;
    if (on && /[nt]/.test(value)) shell.poison ??= 'set -n';
    if (!value.includes('o')) continue;
    setLongOption(words[++index]?.value, on, shell);
  }
};

const setLongOption = (option: string | undefined, on: boolean, shell: ShellState): void => {
  if (option === 'errexit') shell.errexit = on;
  if (option === 'pipefail') shell.pipefail = on;
  if (isNoglobOption(option)) shell.noglob = on;
  if (on && (option === 'noexec' || option === 'onecmd')) shell.poison ??= 'set -n';
};

/** `setopt no_glob`, `unsetopt glob`. */
const setZshOptions = (isSet: boolean, words: readonly Token[], shell: ShellState): void => {
  for (const { value } of words) shell.noglob = noglobOfOption(isSet, value) ?? shell.noglob;
};

/** `shopt -uo errexit`, `shopt -s -o pipefail`. */
const setShellOptions = (words: readonly Token[], shell: ShellState): void => {
  const flags = words
    .map(({ value }) => value)
    .filter((value) => /^-[a-z]+$/.test(value))
    .join('');
  if (!flags.includes('o') || flags.includes('s') === flags.includes('u')) return;
  for (const { value } of words) {
    if (value === 'errexit') shell.errexit = flags.includes('s');
    if (value === 'pipefail') shell.pipefail = flags.includes('s');
    if (isNoglobOption(value)) shell.noglob = flags.includes('s');
  }
};
