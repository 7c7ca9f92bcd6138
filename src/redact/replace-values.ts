/** Replaces known secret values wherever they stand, in one pass whatever their number. */
import { createValueFinder } from './find-values.ts';
import { splitMarkers } from './rule.ts';
import { type Spread, wholeIn } from './rules/spread.ts';

/** What is known of a secret value. */
export interface Stand {
  readonly id: string;
  /** Stands instead of it. */
  readonly marker: string;
  readonly spread: Spread;
}

export type SecretValues = ReadonlyMap<string, Stand>;

export interface ValueReplacer {
  /** The text with a marker for each value; existing markers are not looked into. */
  replace(text: string): { readonly text: string; readonly ids: readonly string[] };
}

export const createValueReplacer = (values: SecretValues): ValueReplacer => {
  const spreading = [...values].flatMap(([value, { spread }]) => (spread === 'nowhere' ? [] : [value]));
  const finder = createValueFinder(spreading);

  const replacePart = (part: string, ids: string[]): string => {
    const isWhole = wholeIn(part);
    const counts = (value: string, start: number): boolean =>
      values.get(value)?.spread === 'everywhere' || isWhole(start, start + value.length);
    let result = '';
    let done = 0;
    for (let found = finder.next(part, 0, counts); found !== undefined; found = finder.next(part, done, counts)) {
      const known = values.get(part.slice(found.start, found.end));
      if (known === undefined) break;
      result += part.slice(done, found.start) + known.marker;
      ids.push(known.id);
      done = found.end;
    }
    return result + part.slice(done);
  };

  return {
    replace: (text) => {
      if (finder.isEmpty) return { text, ids: [] };
      const ids: string[] = [];
      // every second part is a marker
      const parts = splitMarkers(text).map((part, index) => (index % 2 === 0 ? replacePart(part, ids) : part));
      return ids.length === 0 ? { text, ids } : { text: parts.join(''), ids };
    },
  };
};
