/** Whether a JSON text names a key of an object twice: readers then differ in which value they take. */
export const hasTwins = (text: string, value: unknown): boolean => keysIn(text) !== keysOf(value);

/** Strings that a colon follows; inside of a string there is none, for its quotes are escaped. */
const keysIn = (text: string): number => {
  let count = 0;
  for (const _ of text.matchAll(/"(?:[^"\\]|\\.)*"\s*:/g)) count++;
  return count;
};

const keysOf = (value: unknown): number => {
  let count = 0;
  const rest: unknown[] = [value];
  for (let next = rest.pop(); next !== undefined || rest.length > 0; next = rest.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) count += Object.keys(next).length;
    rest.push(...Object.values(next).filter((inner) => typeof inner === 'object' && inner !== null));
  }
  return count;
};
