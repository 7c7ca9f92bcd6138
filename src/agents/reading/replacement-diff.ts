/** Lines of context that stay around what differs. */
const CONTEXT = 3;

/**
 * A hunk that puts one text in the place of another, for tools whose call holds both texts. It has no line numbers, since
 * the place in the file is not known. '' when the texts are equal.
 */
export const replacementDiff = (before: string, after: string): string => {
  if (before === after) return '';
  const old = linesOf(before);
  const now = linesOf(after);
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const lines = [
    ...signed(' ', old.slice(Math.max(0, head - CONTEXT), head)),
    ...signed('-', old.slice(head, old.length - tail)),
    ...signed('+', now.slice(head, now.length - tail)),
    ...signed(' ', old.slice(old.length - tail, old.length - tail + CONTEXT)),
  ];
  return `@@\n${lines.join('\n')}\n`;
};

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

const signed = (sign: string, lines: readonly string[]): readonly string[] => lines.map((line) => sign + line);
