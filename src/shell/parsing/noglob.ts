/** What makes a shell read `*.js` as a name, or leave out some of what it means. */

export const isNoglobOption = (option: string | undefined): boolean => /^no_?glob$/i.test(option ?? '');

/** Of variables as they are set, `NAME=value`: bash leaves out what it names. */
export const setsGlobIgnore = (variables: readonly string[]): boolean =>
  variables.some((text) => text.startsWith('GLOBIGNORE='));

/** `set -f`, `sh -fc …`; `-F` of zsh. */
export const hasNoglobLetter = (letters: string): boolean => /^[-+][A-Za-z]*[fF]/.test(letters);
