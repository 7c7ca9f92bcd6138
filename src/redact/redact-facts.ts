/**
 * The barrier: the only place where a RedactedText is made. A value goes in as it was read and comes out with every
 * string in it redacted; keys, numbers and everything else stay.
 */
import type { Redaction, RedactedText } from '../domain/handoff.ts';
import { NAMING, askedWords } from './asked-words.ts';
import { type OwnHome, withoutHome } from './own-home.ts';
import { redactAlso, redactTexts } from './redact-texts.ts';
import type { SecretValues } from './replace-values.ts';
import { sortedTextsIn, withTexts } from './texts-in.ts';

/** Of the rules and their order, for receipts. */
export const REDACTION_VERSION = '9';

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

/**
 * Which secrets other texts tell that one of these words is, or is a part of; others may be among them.
 * @param found what the texts of the words tell themselves
 */
export type AskElsewhere = (words: readonly string[], found: SecretValues) => Promise<SecretValues>;

export interface Known extends OwnHome {
  /** Asked once, of words that may be secrets; absent: the texts alone speak. */
  readonly elsewhere?: AskElsewhere;
}

export interface RedactedFacts<T> {
  readonly value: Redacted<T>;
  readonly redaction: Redaction;
  /** What was found and told, raw: for what is kept beside the value. */
  readonly secrets: SecretValues;
}

/**
 * Redacts a JSON-like value. What a rule finds in one string is redacted in all of them as far as it spreads (rules/spread.ts), and a
 * second run over the outcome changes nothing. The receipt holds rule ids and counts.
 * @param known `home`: of whoever runs this, which becomes `~` wherever it lies; '' where there is none
 */
export const redactFacts = async <T>(value: T, known: Known): Promise<RedactedFacts<T>> => {
  const { texts, isBelow } = sortedTextsIn(value, NAMING);
  const byRules = await redactTexts(texts.map(withoutHome(known.home)));
  const words = known.elsewhere === undefined ? [] : askedWords(byRules.texts, isBelow);
  const told = (await known.elsewhere?.(words, byRules.values)) ?? new Map();
  const news = new Map([...told].filter(([value]) => !byRules.values.has(value)));
  const redacted = news.size === 0 ? byRules : await redactAlso(byRules, news);
  const rules = Object.fromEntries([...redacted.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    // the shape is the input's: only strings were replaced
    value: withTexts(value, redacted.texts) as Redacted<T>,
    redaction: { version: REDACTION_VERSION, rules },
    secrets: redacted.values,
  };
};

/** One text alone. */
export const redactText = async (text: string, known: OwnHome): Promise<RedactedText> =>
  (await redactFacts(text, known)).value;
