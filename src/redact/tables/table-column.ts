import type { Match } from '../rule.ts';
import { isPasswordLike, isTokenLike } from '../values/assigned-value.ts';
import { isDistinctive } from '../values/distinctive.ts';
import { type LabelWord, labelsIn, mayBeForeignWord } from '../names/label-words.ts';
import { secretAt } from '../values/option-value.ts';

/** The line below the header of a Markdown table; line ends may be escaped. */
const DELIMITER = /(?:\n|\\n)[ \t]{0,8}\|[ \t:|-]{3,400}\|[ \t]{0,8}(?<end>\r?\n|\\n)/g;
const MAX_ROWS = 50;
const MAX_LINE = 1000;

/** Secrets in the column of a table that is headed by a label for them. */
export function* inColumns(text: string): Generator<Match> {
  for (const { 0: found, index, groups } of text.matchAll(DELIMITER)) {
    const end = groups?.['end'] ?? '\n';
    const above = text.slice(Math.max(0, index - MAX_LINE), index).replace(/\r$/, '');
    const kinds = above
      .slice(above.lastIndexOf(end) + 1)
      .split('|')
      .map((cell) => kindOf(cell));
    if (kinds.every((kind) => kind === undefined)) continue;
    yield* inRows(text, index + found.length, { end, kinds });
  }
}

/** Undefined: no secret. */
type Kind = LabelWord | undefined;

/** A column that holds it, and says no more. */
const kindOf = (cell: string): Kind => {
  const [label] = cell.length > 40 ? [] : [...labelsIn(` ${cell} `)];
  return label === undefined || !/^[\s*_`]*$/.test(` ${cell} `.slice(label.end)) ? undefined : label;
};

const isSecretOf = (label: LabelWord, value: string): boolean =>
  (label.kind === 'password' ? isPasswordLike(value) : isTokenLike(value)) &&
  (!label.vague || isDistinctive(value)) &&
  !mayBeForeignWord(value, label);

function* inRows(
  text: string,
  from: number,
  { end, kinds }: { readonly end: string; readonly kinds: readonly Kind[] },
): Generator<Match> {
  let start = from;
  for (let row = 0; row < MAX_ROWS; row++) {
    const near = text.slice(start, start + MAX_LINE);
    const length = near.indexOf(end);
    const line = length === -1 ? near : near.slice(0, length);
    // a delimiter belongs to the next table, which is read by itself
    if (!line.trimStart().startsWith('|') || /^[ \t]{0,8}\|[ \t:|-]{3,}\|[ \t\r]{0,8}$/.test(line)) return;
    let at = start;
    for (const [nth, cell] of line.split('|').entries()) {
      const kind = kinds[nth];
      const value = /^[\s*_`]*(?<value>[!-_a-~]{4,256}?)[\s*_`]*$/.exec(cell)?.groups?.['value'] ?? '';
      if (kind !== undefined && isSecretOf(kind, value)) {
        yield secretAt(at + cell.indexOf(value), value);
      }
      at += cell.length + 1;
    }
    if (length === -1) return;
    start += line.length + end.length;
  }
}
