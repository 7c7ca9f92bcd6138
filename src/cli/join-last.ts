/**
 * `--last` takes a value or none. A count or HEAD form right after it is its value; anything else is the next argument.
 * A file that is named like a count is given as `./3`.
 */
export const joinLast = (argv: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (word === '--') return [...joined, ...argv.slice(at)];
    const next = argv[at + 1];
    if (!LAST.has(word)) joined.push(word.startsWith('-l=') ? `--last${word.slice(2)}` : word);
    else if (next !== undefined && COUNT.test(next)) joined.push(`--last=${argv[++at]}`);
    else joined.push('--last');
  }
  return joined;
};

const LAST: ReadonlySet<string> = new Set(['--last', '-l']);
/** Wider than what is valid (`0`, `HEAD^2`), so that a mistake is told as one and not taken for a file. */
const COUNT = /^(?:\d+|HEAD(?:[~^]\d*)?)$/i;
