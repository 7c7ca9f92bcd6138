import { isObject } from '../domain/json.ts';

/**
 * Whether a JSON text names a member twice: of two readers one may take the first and the other the last. Told by count,
 * since a parsed value holds each name once.
 */
export const hasDuplicateKeys = (text: string, value: unknown): boolean => membersIn(text) !== membersOf(value);

/** Colons outside of strings: one for each member. */
const membersIn = (text: string): number => {
  let members = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted && code === BACKSLASH) at++;
    else if (code === QUOTE) quoted = !quoted;
    else if (!quoted && code === COLON) members++;
  }
  return members;
};

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const COLON = 0x3a;

const membersOf = (value: unknown): number => {
  let members = 0;
  const open: unknown[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...next.filter(isContainer));
    else if (isObject(next)) {
      const values = Object.values(next);
      members += values.length;
      open.push(...values.filter(isContainer));
    }
  }
  return members;
};

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;
