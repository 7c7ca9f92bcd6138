/** The order of UTF-8 bytes, which that of UTF-16 code units is not beyond the basic plane. For `sort`. */
export const byCodePoint = (a: string, b: string): number => {
  let index = 0;
  while (index < a.length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  // within a surrogate pair: begin at its first half
  const low = a.charCodeAt(index);
  if (index > 0 && low >= 0xdc00 && low <= 0xdfff) index--;
  return (a.codePointAt(index) ?? -1) - (b.codePointAt(index) ?? -1);
};
