import { isObject } from '../domain/json.ts';

/** Beyond this depth a value is replaced as a whole (texts-in.ts). */
const MAX_DEPTH = 200;

/**
 * Members of objects whose names may make their values secrets (`{"password": "…"}` in what a tool was called with), as
 * the assignments that the rules know: a text alone does not say what it was called.
 */
export const namedSecrets = (value: unknown): readonly string[] => {
  const found: string[] = [];
  collect(value, found, 0);
  return found;
};

const NAMES = /secret|token|pass|pwd|key|credential|auth/i;

const collect = (value: unknown, into: string[], depth: number): void => {
  if (depth >= MAX_DEPTH) return;
  if (Array.isArray(value)) for (const member of value) collect(member, into, depth + 1);
  else if (isObject(value) && !JSON.isRawJSON(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'string') {
        if (member.length <= 4096 && NAMES.test(key)) into.push(assignment(key, member));
      } else collect(member, into, depth + 1);
    }
  }
};

const assignment = (key: string, value: string): string => {
  const quote = ['"', "'", '`'].find((mark) => !value.includes(mark)) ?? '"';
  return `${quote}${key}${quote}: ${quote}${value}${quote}`;
};
