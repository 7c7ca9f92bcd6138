import { isObject } from '../../domain/json.ts';

/** Whether two values, parsed from JSON, would be written alike: keys in their order too. Nothing is written for it. */
export const isSameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, index) => isSameJson(one, b[index]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return keys.length === others.length && keys.every((key, at) => key === others[at] && isSameJson(a[key], b[key]));
};
