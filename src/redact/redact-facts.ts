/**
 * The barrier: the only place where a RedactedText is made. A value goes in as it was read and comes out with every
 * string in it redacted; keys, numbers and everything else stay.
 */
import type { Redaction, RedactedText } from '../domain/handoff.ts';
import { markerOf } from './rule.ts';
import { withoutHome } from './own-home.ts';
import { redactTexts } from './redact-texts.ts';

/** Of the rules and their order, for receipts. */
export const REDACTION_VERSION = '1';

/** The same value with each free text redacted. Literal types (`'passed'`) stay: the rules have nothing to say of them. */
export type Redacted<T> = T extends string
  ? string extends T
    ? RedactedText
    : T
  : T extends number | boolean | bigint | symbol | null | undefined
    ? T
    : T extends readonly unknown[]
      ? { [Index in keyof T]: Redacted<T[Index]> }
      : T extends object
        ? { [Key in keyof T]: Redacted<T[Key]> }
        : T;

/** What is nested deeper is replaced as a whole. */
const MAX_DEPTH = 200;

/**
 * Redacts a JSON-like value. What a rule finds in one string is redacted in all of them (from 6 characters on), and a
 * second run over the outcome changes nothing. The receipt holds rule ids and counts.
 * @param known `home`: of whoever runs this, which becomes `~` wherever it lies
 */
export const redactFacts = async <T>(
  value: T,
  known: { readonly home?: string } = {},
): Promise<{ readonly value: Redacted<T>; readonly redaction: Redaction }> => {
  const texts: string[] = [];
  collect(value, texts, 0);
  const redacted = await redactTexts(known.home === undefined ? texts : texts.map(withoutHome(known.home)));
  const rules = Object.fromEntries([...redacted.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    // the shape is the input's: only strings were replaced
    value: rebuild(value, redacted.texts[Symbol.iterator](), 0) as Redacted<T>,
    redaction: { version: REDACTION_VERSION, rules },
  };
};

/** One text alone. */
export const redactText = async (text: string): Promise<RedactedText> => (await redactFacts(text)).value;

/** Walks in the same order as `rebuild`. */
const collect = (value: unknown, into: string[], depth: number): void => {
  if (typeof value === 'string') into.push(value);
  else if (isContainer(value) && depth < MAX_DEPTH) {
    for (const member of Object.values(value)) collect(member, into, depth + 1);
  }
};

const rebuild = (value: unknown, texts: Iterator<string>, depth: number): unknown => {
  if (typeof value === 'string') {
    const next = texts.next();
    return next.done === true ? markerOf('unread') : next.value;
  }
  if (!isContainer(value)) return value;
  if (depth >= MAX_DEPTH) return markerOf('too-deep');
  if (Array.isArray(value)) return value.map((member) => rebuild(member, texts, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rebuild(member, texts, depth + 1)]));
};

/** Numbers that are kept as they were written are objects too, and hold no text. */
const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !JSON.isRawJSON(value);
