/**
 * Names of variables that a line says once besides where it reads them (`$T`, `${T%/}`): there alone they can be set. Bash has
 * many ways to set one (`read`, `printf -v`, `((T=1))`, `${T:=a}`, `declare -n`, `select`, a trap), and a loop runs what is written
 * later before what is written first.
 */
export const steadyNames = (line: string): ReadonlySet<string> => {
  const text = line.replaceAll(EXPORTS, '');
  const counts = new Map<string, number>();
  for (const { 0: word, index } of text.matchAll(/[A-Za-z_]\w*/g)) {
    const name = said(text, word, index);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([name, count]) => (count === 1 ? [name] : [])));
};

/** It sets none. */
const EXPORTS = /\bexport(?:[ \t]+[A-Za-z_]\w*)+(?=[ \t]*(?:[;&|\n]|$))/g;

/** The name that a word may set; undefined where it only reads one, or is a part of an option or path. */
const said = (line: string, word: string, index: number): string | undefined => {
  const before = line.charAt(index - 1);
  if (before === '{' && line.charAt(index - 2) === '$')
    return /^:{0,2}=/.test(line.slice(index + word.length, index + word.length + 3)) ? word : undefined;
  // `printf -vT`, `wait -pT`
  if (before === '-' && /^[vp]./.test(word)) return word.slice(1);
  return before !== '' && /[$\w/.-]/.test(before) ? undefined : word;
};
