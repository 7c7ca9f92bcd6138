/** Cutting a text to a number of characters (Unicode code points), on the border of a grapheme. */

export interface CutText {
  readonly text: string;
  /** Characters left out; 0 when the text was short enough. */
  readonly cut: number;
}

const MARK = '…';
/** Of graphemes beyond this many characters (piled-up accents) the border is not looked for. */
const LOOKED_AT = 64;

/** The text, or its beginning with `…` behind it: never more than `limit` characters together. `limit` is 1 or more. */
export const cut = (text: string, limit: number): CutText => {
  // no character is more than two units or less than one
  if (text.length <= limit) return { text, cut: 0 };
  const total = charactersIn(text);
  if (total <= limit) return { text, cut: 0 };
  const kept = graphemesWithin(text, limit - 1).trimEnd();
  return { text: `${kept}${MARK}`, cut: total - charactersIn(kept) };
};

export const charactersIn = (text: string): number => {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (!isSecondHalf(text, at)) count++;
  return count;
};

const isSecondHalf = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  if (unit < 0xdc00 || unit > 0xdfff || at === 0) return false;
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
};

let segmenter: Intl.Segmenter | undefined;

/**
 * The borders are the same in every locale; a fixed one keeps the machine's out of it. Made with the first long text: the
 * making costs some milliseconds of every start.
 */
const graphemes = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' }));

const graphemesWithin = (text: string, limit: number): string => {
  const hard = unitsOf(text, limit);
  if (isPlainBorder(text, hard)) return text.slice(0, hard);
  let end = 0;
  for (const { index, segment } of graphemes().segment(text.slice(0, unitsOf(text, limit + LOOKED_AT)))) {
    if (index + segment.length > hard) break;
    end = index + segment.length;
  }
  const longest = text.slice(end, hard);
  return charactersIn(longest) >= LOOKED_AT ? text.slice(0, hard) : text.slice(0, end);
};

/** Two ASCII characters belong to one grapheme only as a line end (UAX #29): nothing else has to be asked about them. */
const isPlainBorder = (text: string, at: number): boolean => {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  return before < 0x80 && after < 0x80 && !(before === 0x0d && after === 0x0a);
};

/** How many UTF-16 units the first characters take. */
const unitsOf = (text: string, characters: number): number => {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    if (isSecondHalf(text, at)) continue;
    if (count === characters) return at;
    count++;
  }
  return text.length;
};

/** Of a session, in a list. */
const MAX_TITLE = 500;

export const shortTitle = (title: string | null): string | null => (title === null ? null : cut(title, MAX_TITLE).text);
