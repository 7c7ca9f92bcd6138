/**
 * A text as one word of a POSIX shell, for commands that a person is told to run: a path of a pull request may hold
 * anything, `$(…)` too. One that begins like an option is given as a path.
 */
export const shellWord = (text: string): string => {
  const path = text.startsWith('-') ? `./${text}` : text;
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
};
