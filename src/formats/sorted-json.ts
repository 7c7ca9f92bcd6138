/** JSON with keys in ascending order of their bytes at every level, as the older tool prints what it builds. */
import { byCodePoint } from '../domain/code-point-order.ts';

/** @param indent spaces per level; 0 for one line. No newline at the end. */
export const sortedJson = (value: unknown, indent = 0): string => JSON.stringify(value, sortKeys, indent);

const sortKeys = (_key: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || JSON.isRawJSON(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => byCodePoint(a, b)));
};
