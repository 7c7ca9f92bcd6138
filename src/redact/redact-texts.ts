/** Many texts at once: one run of the rules over all of them, and a secret found in one is redacted in all. */
import { distinctIn } from './distinct-texts.ts';
import { isPlaceholder } from './values/placeholder.ts';
import { spreadOf } from './values/spread.ts';
import { type Place, findPlaces } from './find-places.ts';
import { type SecretValues, type Stand, createValueReplacer } from './replace-values.ts';
import { markerOf } from './rule.ts';

/**
 * Stands between texts. No rule looks across it: it holds a character that is neither white space nor part of any
 * secret, and line ends around it.
 */
const BORDER = '\n\u0000\n';
/** Characters that the rules look at together: few runs, and never all texts once more in one piece. */
const PORTION = 1 << 20;

/** A marker can make a neighbour visible that a rule did not take before. Two rounds are the rule, the rest is caution. */
const MAX_ROUNDS = 6;

export interface RedactedTexts {
  /** In the order of the input. */
  readonly texts: readonly string[];
  /** Rule id → number of places. */
  readonly counts: ReadonlyMap<string, number>;
  /** Secret values that were found, and what stands instead of them. */
  readonly values: SecretValues;
}

/** Repeats until nothing is found, so that redacting the outcome again changes nothing. */
export const redactTexts = async (input: readonly string[]): Promise<RedactedTexts> => {
  const { distinct, weights, places } = distinctIn(input.map((text) => text.toWellFormed()));
  const state: State = { texts: distinct, weights, counts: new Map(), values: new Map() };
  return spreadOut(await redactRounds(state, [...distinct.keys()]), places);
};

/** Those in which the rules find anything. */
export const foundIn = async (texts: readonly string[]): Promise<readonly string[]> =>
  [...(await placesByText(texts)).keys()].map((index) => texts[index] ?? '');

/** What was redacted, with secrets that others told: each is redacted as if it had been found here. */
export const redactAlso = async (redacted: RedactedTexts, told: SecretValues): Promise<RedactedTexts> => {
  const { distinct, weights, places } = distinctIn(redacted.texts);
  const state: State = {
    texts: distinct,
    weights,
    counts: new Map(redacted.counts),
    values: new Map([...redacted.values, ...told]),
  };
  return spreadOut(await redactRounds(state, redactValues(state)), places);
};

const spreadOut = ({ texts, counts, values }: RedactedTexts, places: readonly number[]): RedactedTexts => ({
  texts: places.map((place) => texts[place] ?? ''),
  counts,
  values,
});

interface State {
  readonly texts: string[];
  readonly weights: readonly number[];
  readonly counts: Map<string, number>;
  readonly values: Map<string, Stand>;
}

/** @param first the texts that the rules have not seen as they are now */
const redactRounds = async (state: State, first: readonly number[]): Promise<RedactedTexts> => {
  let open = first;
  for (let round = 0; open.length > 0 && round < MAX_ROUNDS; round++) {
    const changed = new Set([...(await redactPlaces(state, open)), ...redactValues(state)]);
    open = [...changed].sort((a, b) => a - b);
  }
  return state;
};

const count = ({ counts, weights }: State, id: string, index: number): void =>
  void counts.set(id, (counts.get(id) ?? 0) + (weights[index] ?? 1));

/** What the rules find in some of the texts. Returns which of them changed. */
const redactPlaces = async (state: State, indexes: readonly number[]): Promise<readonly number[]> => {
  const changed: number[] = [];
  for (const portion of portions(state, indexes)) changed.push(...(await redactPortion(state, portion)));
  return changed;
};

function* portions({ texts }: State, indexes: readonly number[]): Generator<readonly number[]> {
  let portion: number[] = [];
  let size = 0;
  for (const index of indexes) {
    const length = texts[index]?.length ?? 0;
    // joined with others a long one would be held twice
    if (length >= PORTION && portion.length > 0) {
      yield portion;
      portion = [];
      size = 0;
    }
    portion.push(index);
    size += length;
    if (size < PORTION) continue;
    yield portion;
    portion = [];
    size = 0;
  }
  if (portion.length > 0) yield portion;
}

const redactPortion = async (state: State, indexes: readonly number[]): Promise<readonly number[]> => {
  const found = await placesByText(indexes.map((index) => state.texts[index] ?? ''));
  return [...found].map(([nth, places]) => {
    const index = indexes[nth] ?? 0;
    state.texts[index] = withReplacements(state.texts[index] ?? '', places);
    for (const { id, values } of places) {
      count(state, id, index);
      for (const value of values.filter((each) => !isPlaceholder(each))) {
        state.values.set(value, { id, marker: markerOf(id), spread: spreadOf(value) });
      }
    }
    return index;
  });
};

/** What was found anywhere is redacted in all texts. Returns which of them changed. */
const redactValues = (state: State): readonly number[] => {
  const replacer = createValueReplacer(state.values);
  return [...state.texts.entries()].flatMap(([index, text]) => {
    const replaced = replacer.replace(text);
    if (replaced.ids.length === 0) return [];
    state.texts[index] = replaced.text;
    for (const id of replaced.ids) count(state, id, index);
    return [index];
  });
};

/** Places by the number of the text that they lie in, cut at its borders. */
const placesByText = async (texts: readonly string[]): Promise<ReadonlyMap<number, readonly Place[]>> => {
  const places = await findPlaces(texts.join(BORDER));
  const result = new Map<number, Place[]>();
  let nth = 0;
  let start = 0;
  const endOf = (index: number, from: number): number => from + (texts[index]?.length ?? 0);
  for (const place of places) {
    for (; nth < texts.length && endOf(nth, start) <= place.start; nth++) start = endOf(nth, start) + BORDER.length;
    for (let index = nth, from = start; index < texts.length && from < place.end; index++) {
      const own = { start: Math.max(place.start, from) - from, end: Math.min(place.end, endOf(index, from)) - from };
      if (own.start < own.end) listAt(result, index).push({ ...place, ...own });
      from = endOf(index, from) + BORDER.length;
    }
  }
  return result;
};

const listAt = <T>(lists: Map<number, T[]>, index: number): T[] => {
  const known = lists.get(index);
  if (known !== undefined) return known;
  const list: T[] = [];
  lists.set(index, list);
  return list;
};

const withReplacements = (text: string, places: readonly Place[]): string => {
  let result = '';
  let done = 0;
  for (const place of places) {
    result += text.slice(done, place.start) + place.replacement;
    done = place.end;
  }
  return result + text.slice(done);
};
