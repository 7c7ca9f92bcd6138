/** Short texts are their own key; of longer ones the length and a hash do. */
export const textKey = (text: string): string => (text.length <= 64 ? text : textHash(text));

/** Its length and a hash (two lanes, two units at a time), which somebody who wants to can make two texts share. */
export const textHash = (text: string): string => {
  let first = 0x811c9dc5;
  let second = 0x01000193;
  const end = text.length - 1;
  for (let at = 0; at < end; at += 2) {
    const units = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    first = Math.imul(first ^ units ^ (first >>> 15), 0x9e3779b1);
    second = Math.imul(second ^ units ^ (second >>> 13), 0x85ebca6b);
  }
  if (text.length % 2 === 1) first = Math.imul(first ^ text.charCodeAt(end), 0x9e3779b1);
  return `${text.length} ${first >>> 0} ${second >>> 0}`;
};
