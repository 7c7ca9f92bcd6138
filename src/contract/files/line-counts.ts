import { countSigned } from '../../domain/signed-lines.ts';

/** Undefined without a diff. */
export const diffLines = (diff: string | undefined, sign: '+' | '-'): number | undefined =>
  diff === undefined ? undefined : countSigned(diff, sign);

/** Lines of a text; a last one without an end counts. */
export const textLines = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return text === '' || text.endsWith('\n') ? count : count + 1;
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
