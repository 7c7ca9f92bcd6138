import { isObject } from '../domain/json.ts';
import type { RedactedTexts } from './redact-texts.ts';
import { markerOf } from './rule.ts';

/** Beyond this depth a value is replaced as a whole (texts-in.ts). */
const MAX_DEPTH = 200;
const MAX_LENGTH = 4096;

/**
 * Members of objects whose names make their values secrets (`{"password": "…"}` in what a tool was called with): a text
 * alone does not say what it was called, so each is given to the rules as an assignment.
 * @returns the value with what they took, and what they found; undefined where no name may be a secret's
 */
export const withoutNamedSecrets = async <T>(
  value: T,
  redact: (assignments: readonly string[]) => Promise<RedactedTexts>,
): Promise<{ readonly value: T; readonly found: RedactedTexts } | undefined> => {
  const named = namedIn(value);
  if (named.length === 0) return undefined;
  const found = await redact(named);
  const taken = new Map(
    named.flatMap((each, index) => {
      const text = found.texts[index] ?? each;
      return text === each ? [] : [[each, text] as const];
    }),
  );
  // the shape is the input's: only strings were replaced
  return { value: taken.size === 0 ? value : (replaced(value, taken, 0) as T), found };
};

/** Those members as assignments, to be read alone. */
export const namedIn = (value: unknown): readonly string[] => {
  const named: string[] = [];
  collect(value, named, 0);
  return named;
};

const NAMES = /secret|token|pass|pwd|key|credential|auth/i;

const isNamed = (key: string, member: unknown): member is string =>
  typeof member === 'string' && member.length <= MAX_LENGTH && NAMES.test(key);

const isContainer = (value: unknown, depth: number): value is object =>
  depth < MAX_DEPTH && (Array.isArray(value) || (isObject(value) && !JSON.isRawJSON(value)));

const collect = (value: unknown, into: string[], depth: number): void => {
  if (!isContainer(value, depth)) return;
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value) && isNamed(key, member)) into.push(assignment(key, member).text);
    else collect(member, into, depth + 1);
  }
};

const assignment = (key: string, value: string): { readonly text: string; readonly before: string } => {
  const quote = ['"', "'", '`'].find((mark) => !value.includes(mark)) ?? '"';
  const before = `${quote}${key}${quote}: ${quote}`;
  return { text: `${before}${value}${quote}`, before };
};

const replaced = (value: unknown, taken: ReadonlyMap<string, string>, depth: number): unknown => {
  if (!isContainer(value, depth)) return value;
  if (Array.isArray(value)) return value.map((member) => replaced(member, taken, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      isNamed(key, member) ? memberOf(key, member, taken) : replaced(member, taken, depth + 1),
    ]),
  );
};

const memberOf = (key: string, member: string, taken: ReadonlyMap<string, string>): string => {
  const { text, before } = assignment(key, member);
  const redacted = taken.get(text);
  if (redacted === undefined) return member;
  // the name itself may be gone
  return redacted.startsWith(before) ? redacted.slice(before.length, -1) : markerOf('assigned-secret');
};
