/** Lines of a unified diff that begin with a sign, headers left out; undefined without a diff. */
export const diffLines = (diff: string | undefined, sign: '+' | '-'): number | undefined => {
  if (diff === undefined) return undefined;
  const header = sign.repeat(3);
  let count = 0;
  for (const line of diff.split('\n')) if (line.startsWith(sign) && !line.startsWith(header)) count++;
  return count;
};

/** Lines of a text; a last one without an end counts. */
export const textLines = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const lines = text.split('\n').length;
  return text === '' ? 0 : text.endsWith('\n') ? lines - 1 : lines;
};

/** The text of the lines that a unified diff adds. */
export const addedLines = (diff: string): string => signedLines(diff, '+');

/** The text of the lines that it takes away. */
export const removedLines = (diff: string): string => signedLines(diff, '-');

const signedLines = (diff: string, sign: '+' | '-'): string =>
  diff
    .split('\n')
    .flatMap((line) => (line.startsWith(sign) && !line.startsWith(sign.repeat(3)) ? [line.slice(1)] : []))
    .join('\n');
