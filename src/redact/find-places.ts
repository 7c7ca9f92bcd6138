/** What every rule finds in one text, as places that do not overlap. */
import { type Match, type RedactionRule, isOnlyMarkers, markerOf } from './rule.ts';
import { REDACTION_RULES } from './rules/index.ts';
import { spreadOf } from './values/spread.ts';
import { uncoloured } from './uncoloured.ts';

export interface Place {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly secret: boolean;
  /** Texts to be redacted wherever else they stand. */
  readonly values: readonly string[];
}

/**
 * Places in order. Where two overlap they become one, named by secretlint's rule before ours, and by ours in the order
 * of their list: nothing that any rule found is left. Where there are colours, the rules look also without them.
 */
export const findPlaces = async (
  text: string,
  ownRules: readonly RedactionRule[] = REDACTION_RULES,
): Promise<readonly Place[]> => {
  const found = await foundBy(ownRules, text);
  const bare = uncoloured(text);
  for (const place of bare === undefined ? [] : await foundBy(ownRules, bare.text)) {
    found.push({ ...place, ...bare?.placed(place) });
  }
  return merged(found.filter(({ start, end }) => start < end && !isOnlyMarkers(text.slice(start, end))));
};

const foundBy = async (ownRules: readonly RedactionRule[], text: string): Promise<Place[]> => {
  const { runSecretlint } = await import('./secretlint.ts');
  const found = (await runSecretlint(text)).map(({ id, start, end }) =>
    placeOf(text, { start, end }, { id, secret: true }),
  );
  for (const rule of ownRules) {
    for (const match of rule.find(text)) found.push(placeOf(text, match, rule));
  }
  return found.filter(({ start, end }) => start < end);
};

const placeOf = (text: string, match: Match, { id, secret }: Pick<RedactionRule, 'id' | 'secret'>): Place => ({
  id,
  start: match.start,
  end: match.end,
  replacement: match.replacement ?? markerOf(id),
  secret,
  values: secret
    ? (match.values ?? [text.slice(match.start, match.end)]).filter((value) => spreadOf(value) !== 'nowhere')
    : [],
});

/** The sort is stable: of two places with one start, the one found by the earlier rule comes first. */
const merged = (places: readonly Place[]): readonly Place[] => {
  const result: Place[] = [];
  const order = new Map(places.map((place, index) => [place, index]));
  for (const place of [...places].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || place.start >= last.end) {
      result.push(place);
      continue;
    }
    const first = named(last, place, order);
    const both = {
      ...first,
      start: last.start,
      end: Math.max(last.end, place.end),
      values: [...last.values, ...place.values],
    };
    order.set(both, order.get(first) ?? 0);
    result[result.length - 1] = both;
  }
  return result;
};

/** A secret names the place before what is only private. */
const named = (a: Place, b: Place, order: ReadonlyMap<Place, number>): Place => {
  if (a.secret !== b.secret) return a.secret ? a : b;
  return (order.get(a) ?? 0) <= (order.get(b) ?? 0) ? a : b;
};
