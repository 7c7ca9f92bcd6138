/**
 * Redacts more than fits into memory, in two passes: every batch is redacted by the rules when it is taken; once all
 * were, `settle` redacts in each what was found in any other. No secret of one event stands in another.
 */
import type { Redaction } from '../domain/handoff.ts';
import { type OwnHome, withoutHome } from './own-home.ts';
import { REDACTION_VERSION, type Redacted } from './redact-facts.ts';
import { type RedactedTexts, redactTexts } from './redact-texts.ts';
import { type Stand, createValueReplacer, type ValueReplacer } from './replace-values.ts';
import { withoutNamedSecrets } from './named-secrets.ts';
import { textsIn, withTexts } from './texts-in.ts';

export interface SessionRedactor {
  /** Also keys of objects. */
  take<T>(batch: T): Promise<Redacted<T>>;
  /** Of something that was taken, after everything was. */
  settle<T>(taken: T): Promise<T>;
  /** Whether `settle` can change anything. */
  hasFound(): boolean;
  /** What the rules find in this text is redacted by `settle` from now on. */
  learn(text: string): Promise<void>;
  /** Rule ids and counts so far. */
  receipt(): Redaction;
}

const KEYS = { keys: true };

/** @param known `home`: of whoever runs this, which becomes `~` wherever it lies; '' where there is none */
export const createSessionRedactor = (known: OwnHome): SessionRedactor => {
  const counts = new Map<string, number>();
  const values = new Map<string, Stand>();
  const count = (id: string, more = 1): void => void counts.set(id, (counts.get(id) ?? 0) + more);
  let replacer: ValueReplacer | undefined;
  const homeless = withoutHome(known.home);

  const note = (found: RedactedTexts): void => {
    for (const [id, more] of found.counts) count(id, more);
    for (const [value, replacement] of found.values) values.set(value, replacement);
    replacer = undefined;
  };

  const byRules = async (texts: readonly string[]): Promise<readonly string[]> => {
    const redacted = await redactTexts(texts);
    note(redacted);
    return redacted.texts;
  };
  return {
    take: async <T>(batch: T) => {
      const named = await withoutNamedSecrets(batch, redactTexts);
      if (named !== undefined) note(named.found);
      const rest = named?.value ?? batch;
      // the shape is the input's: only strings were replaced
      return withTexts(rest, await byRules(textsIn(rest, KEYS).map(homeless)), KEYS) as Redacted<T>;
    },
    hasFound: () => values.size > 0,
    learn: async (text) => {
      for (const [value, replacement] of (await redactTexts([text])).values) values.set(value, replacement);
      replacer = undefined;
    },
    settle: async <T>(taken: T) => {
      const byValue = (replacer ??= createValueReplacer(values));
      let changed = false;
      const texts = textsIn(taken, KEYS).map((text) => {
        const replaced = byValue.replace(text);
        for (const id of replaced.ids) count(id);
        changed ||= replaced.ids.length > 0;
        return replaced.text;
      });
      // a marker can make a neighbour visible that a rule did not take before
      return changed ? (withTexts(taken, await byRules(texts), KEYS) as T) : taken;
    },
    receipt: () => ({
      version: REDACTION_VERSION,
      rules: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
};
