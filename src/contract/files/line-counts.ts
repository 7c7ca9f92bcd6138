import { countLines } from '../../domain/count-lines.ts';
import { countSigned } from '../../domain/signed-lines.ts';

/** Undefined without a diff. */
export const diffLines = (diff: string | undefined, sign: '+' | '-'): number | undefined =>
  diff === undefined ? undefined : countSigned(diff, sign);

/** Undefined without a text. */
export const textLines = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : countLines(text);

/** The text of the lines that a unified diff adds. */
export const addedLines = (diff: string): string => signedLines(diff, '+');

/** The text of the lines that it takes away. */
export const removedLines = (diff: string): string => signedLines(diff, '-');

const signedLines = (diff: string, sign: '+' | '-'): string =>
  diff
    .split('\n')
    .flatMap((line) => (line.startsWith(sign) && !line.startsWith(sign.repeat(3)) ? [line.slice(1)] : []))
    .join('\n');
