/**
 * Whether time `a` lies after time `b`, both RFC 3339. Times that are written alike (same length, UTC) are compared as
 * text; '' lies before everything.
 */
export const isAfter = (a: string, b: string): boolean => {
  if (a.length === b.length && a.endsWith('Z') && b.endsWith('Z')) return a > b;
  if (a === '' || b === '') return a !== '' && b === '';
  return Date.parse(a) > Date.parse(b);
};

/** Whole milliseconds from one time to a later one; undefined when it is not later. */
export const spanOf = (from: string, to: string): number | undefined => {
  const span = Date.parse(to) - Date.parse(from);
  return Number.isFinite(span) && span >= 0 ? span : undefined;
};
