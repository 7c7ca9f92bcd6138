/** Replaces known secret values wherever they stand, in one pass whatever their number. */
import { createValueFinder } from './find-values.ts';
import { splitMarkers } from './rule.ts';
import { encodedForms } from './values/encoded-forms.ts';
import { type Spread, wholeIn } from './values/spread.ts';
import { type Uncoloured, uncoloured } from './uncoloured.ts';

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

export const createValueReplacer = (found: SecretValues): ValueReplacer => {
  const values = withEncoded(found);
  const finder = createValueFinder([...values.keys()]);

  /** @param bare the part without its colours: what is looked at */
  const replacePart = (part: string, ids: string[], bare?: Uncoloured): string => {
    const seen = bare?.text ?? part;
    const isWhole = wholeIn(seen);
    const counts = (value: string, start: number): boolean =>
      values.get(value)?.spread === 'everywhere' || isWhole(start, start + value.length);
    let result = '';
    let done = 0;
    let from = 0;
    for (let found = finder.next(seen, 0, counts); found !== undefined; found = finder.next(seen, from, counts)) {
      const known = values.get(seen.slice(found.start, found.end));
      if (known === undefined) break;
      const { start, end } = bare?.placed(found) ?? found;
      result += part.slice(done, start) + known.marker;
      ids.push(known.id);
      done = end;
      from = found.end;
    }
    return result + part.slice(done);
  };

  return {
    replace: (text) => {
      if (finder.isEmpty) return { text, ids: [] };
      const ids: string[] = [];
      const replaced = betweenMarkers(text, (part) => replacePart(part, ids));
      // then those with colours in them
      const whole = betweenMarkers(replaced, (part) => {
        const bare = uncoloured(part);
        return bare === undefined ? part : replacePart(part, ids, bare);
      });
      return { text: ids.length === 0 ? text : whole, ids };
    },
  };
};

/** Those that spread, and how base64 writes them. */
const withEncoded = (found: SecretValues): SecretValues => {
  const spreading = [...found].filter(([, { spread }]) => spread !== 'nowhere');
  const encoded = spreading.flatMap(([value, stand]) =>
    encodedForms(value).map((form) => [form, { ...stand, spread: 'everywhere' }] as const),
  );
  return new Map([...encoded, ...spreading]);
};

/** Every second part is a marker, which stays. */
const betweenMarkers = (text: string, change: (part: string) => string): string =>
  splitMarkers(text)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
