/** What makes a shell read `*.js` as a name, or leave out some of what it means. */

export const isNoglobOption = (option: string | undefined): boolean => /^no_?glob$/i.test(option ?? '');

/** Of variables as they are set, `NAME=value`: bash leaves out what it names. */
export const setsGlobIgnore = (variables: readonly string[]): boolean =>
  variables.some((text) => text.startsWith('GLOBIGNORE='));

/** `set -f`; `-F` of zsh, which the shell that reads a line may be. */
export const hasNoglobLetter = (letters: string): boolean => /^[-+][A-Za-z]*[fF]/.test(letters);

/** `sh -fc …`: of zsh `-f` leaves out what it reads at its start. */
export const startsNoglob = (shell: string, letters: string): boolean =>
  (shell === 'zsh' ? /^-[A-Za-z]*F/ : /^-[A-Za-z]*f/).test(letters);

/** `setopt no_glob`, `unsetopt glob`, in the spellings of zsh; undefined: it says nothing of that. */
export const noglobOfOption = (isSet: boolean, option: string): boolean | undefined => {
  const found = /^(no)?glob$/.exec(option.toLowerCase().replaceAll('_', ''));
  return found === null ? undefined : (found[1] === 'no') === isSet;
};
