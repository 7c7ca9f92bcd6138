/** JSON with keys in ascending order of their bytes at every level, as the older tool prints what it builds. */
import { byCodePoint } from './code-point-order.ts';

/** @param indent spaces per level; 0 for one line. No newline at the end. */
export const sortedJson = (value: unknown, indent = 0): string => JSON.stringify(sorted(value), undefined, indent);

/** A copy whose keys stand in order: printing that is quicker than sorting while it is printed. */
const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
};
