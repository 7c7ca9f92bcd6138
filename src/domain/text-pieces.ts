/** A text in pieces of about so many units. A pair of surrogates is one character, and stays together. */
export function* textPieces(text: string, units: number): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = from + units;
    const to = isPair(text, end - 1) ? end + 1 : end;
    yield text.slice(from, to);
    from = to;
  }
}

const isPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
