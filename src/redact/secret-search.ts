import { aroundHits } from './around-hits.ts';
import { type Found, type ValueFinder, createValueFinder } from './find-values.ts';
import { namedIn } from './named-secrets.ts';
import { type RedactedTexts, foundIn, redactTexts } from './redact-texts.ts';
import type { SecretValues, Stand } from './replace-values.ts';
import { textsIn } from './texts-in.ts';
import { withoutColours } from './uncoloured.ts';

/** Asks texts, one after the other, whether any of them says that one of some words is a secret, or a part of one. */
export interface SecretSearch {
  /** A JSON-like value, with the keys of its objects. Only where a word stands in it the rules look. */
  take(value: unknown): Promise<void>;
  /** All words are told: nothing more can be found. */
  isDone(): boolean;
  /** Once, after the last. */
  finish(): Promise<SecretValues>;
}

/** So much of a word finds it: what begins so is looked at. It bounds the work at each place of a text. */
const MAX_ANCHOR = 16;
/** Characters that the rules look at together. */
const PORTION = 1 << 17;
/** Characters of the secrets that are kept, more than any handoff has. */
const MAX_KEPT = 1 << 22;

/** Time is linear in the texts, memory does not grow with them. */
export const createSecretSearch = (words: readonly string[]): SecretSearch => {
  const open = openWords(words);
  const anchors = new Set(open.keys());
  const finder = createValueFinder(anchors);
  const holds = mayHold(anchors);
  const told = new Map<string, Stand>();
  let kept = 0;
  let pending: string[] = [];
  let size = 0;

  const note = ({ values }: RedactedTexts): void => {
    for (const [value, stand] of values) {
      const hits = told.has(value) ? [] : hitsIn(value, finder);
      if (hits.length === 0 || kept + value.length > MAX_KEPT) continue;
      kept += value.length;
      told.set(value, stand);
      for (const { start, end } of hits) {
        const anchor = value.slice(start, end);
        const word = open.get(anchor);
        if (word != null && (value.includes(word) || word.includes(value))) open.delete(anchor);
      }
    }
  };

  const look = async (): Promise<void> => {
    const texts = pending;
    pending = [];
    size = 0;
    const found = await foundIn(texts);
    if (found.length > 0) note(await redactTexts(found));
  };

  return {
    take: async (value) => {
      const hits = textsIn(value, { keys: true }).flatMap(alsoBare).filter(holds);
      if (hits.length === 0) return;
      // what a member is called stands in no text
      for (const window of [...hits, ...namedIn(value)].flatMap((text) => aroundHits(text, finder))) {
        pending.push(window);
        size += window.length;
        if (size >= PORTION) await look();
      }
    },
    isDone: () => open.size === 0,
    finish: async () => {
      await look();
      return told;
    },
  };
};

/** Colours may stand within a word. */
const alsoBare = (text: string): readonly string[] => {
  const bare = withoutColours(text);
  return bare === text ? [text] : [text, bare];
};

/** So many are looked for faster one by one, as the engine does it, than all at once. */
const FEW = 8;

const mayHold = (anchors: ReadonlySet<string>): ((text: string) => boolean) => {
  if (anchors.size > FEW) return () => true;
  const few = [...anchors];
  return (text) => few.some((anchor) => text.includes(anchor));
};

/** How each begins → the word; null: several begin so. */
const openWords = (words: readonly string[]): Map<string, string | null> => {
  const open = new Map<string, string | null>();
  for (const word of words) {
    const anchor = word.slice(0, MAX_ANCHOR);
    open.set(anchor, open.has(anchor) ? null : word);
  }
  return open;
};

const hitsIn = (text: string, finder: ValueFinder): readonly Found[] => {
  const hits: Found[] = [];
  for (let hit = finder.next(text, 0); hit !== undefined; hit = finder.next(text, hit.end)) hits.push(hit);
  return hits;
};
