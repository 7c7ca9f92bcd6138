import { textHash } from '../../domain/text-key.ts';

/**
 * Codex writes the same thing as a response item, as an event and as a completed item, in no fixed order. The first
 * record of a thing counts; `repeats` says of each later one, from another kind of record, that it is the same.
 */
export interface Twins {
  /** Whether `text` was seen already in another kind of record and not yet in this one; remembers it otherwise. */
  repeats(thing: string, text: string, from: string): boolean;
  /** Forgets what waits for a twin: at the end of a turn, since a twin stands in the same turn. */
  endTurn(thing: string): void;
}

/** Twins stand a few records apart; this many of a thing are remembered. */
const MAX_OPEN = 64;
/** Characters from which on a text is not held for it. */
const LONG = 16 * 1024;

export const createTwins = (): Twins => {
  const open = new Map<string, { readonly text: string; readonly seen: Set<string> }[]>();
  return {
    repeats: (thing, text, from) => {
      const trimmed = text.trim();
      const key = trimmed.length > LONG ? textHash(trimmed) : trimmed;
      const entries = open.get(thing) ?? [];
      open.set(thing, entries);
      const twin = entries.find((entry) => entry.text === key && !entry.seen.has(from));
      if (twin !== undefined) {
        twin.seen.add(from);
        return true;
      }
      entries.push({ text: key, seen: new Set([from]) });
      if (entries.length > MAX_OPEN) entries.shift();
      return false;
    },
    endTurn: (thing) => void open.delete(thing),
  };
};
