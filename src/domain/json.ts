/** Any JSON value. Logs are hostile: a value is `unknown` until it was narrowed by one of the readers below. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a text; undefined: it is no JSON. */
export const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** An own property of an object, never one of its prototype (`__proto__`, `constructor` come from hostile logs). */
export const field = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** Follows own properties: `at(record, 'message', 'usage', 'output_tokens')`. */
export const at = (value: unknown, ...keys: readonly string[]): unknown => {
  let here = value;
  for (const key of keys) here = field(here, key);
  return here;
};

export const asString = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A string with something in it besides white space, trimmed. */
export const asText = (value: unknown): string | undefined => {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
};

export const asNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** A count: an integer from 0 to 2^53 - 1. */
export const asCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
