import { countLines } from '../../domain/count-lines.ts';

type Sign = '+' | '-';

/** Undefined without a diff. */
export const diffLines = (diff: string | undefined, sign: Sign): number | undefined => {
  if (diff === undefined) return undefined;
  let count = 0;
  for (const _ of signedLines(diff, sign)) count++;
  return count;
};

/** Undefined without a text. */
export const textLines = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : countLines(text);

/** The text of the lines that a unified diff adds. */
export const addedLines = (diff: string): string => [...signedLines(diff, '+')].join('\n');

/** The text of the lines that it takes away. */
export const removedLines = (diff: string): string => [...signedLines(diff, '-')].join('\n');

/** Lines that begin with a sign, without it. A long diff is not split: that takes several times its size. */
function* signedLines(diff: string, sign: Sign): Generator<string> {
  let wasOld = false;
  for (let at = 0; at !== -1;) {
    const end = diff.indexOf('\n', at);
    const next = end === -1 ? -1 : end + 1;
    // two such lines head a file; one alone is of the text: `-- a comment`, `++i`
    const isOld = diff.startsWith('---', at) && next !== -1 && diff.startsWith('+++', next);
    const isHead = isOld || (wasOld && diff.startsWith('+++', at));
    if (diff[at] === sign && !isHead) yield diff.slice(at + 1, end === -1 ? undefined : end);
    wasOld = isOld;
    at = next;
  }
}
