/** `git status --short` → what is untracked, and what is staged. */
export interface StatusLine {
  /** State in the index: ` ` unchanged, `?` untracked. */
  readonly index: string;
  /** The old and the new path of a rename, else one path. */
  readonly paths: readonly string[];
}

export const statusLines = (text: string): readonly StatusLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({
      index: line.slice(0, 1),
      paths: line
        .slice(3)
        .split(' -> ')
        .map((path) => (path.startsWith('"') ? unquoted(path) : path)),
    }));

/** git quotes bytes beyond ASCII as three octal digits, and a few characters with a letter. */
const unquoted = (path: string): string => {
  const bytes = Array.from(path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\])/g), ([, octal, escaped, plain]) =>
    octal === undefined ? (plain ?? ESCAPES[escaped ?? ''] ?? escaped ?? '').charCodeAt(0) : Number.parseInt(octal, 8),
  );
  return Buffer.from(bytes).toString('utf8');
};

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
};
