/** Many texts, each of them once. */
export interface Distinct {
  readonly distinct: string[];
  /** How often each stands there. */
  readonly weights: readonly number[];
  /** Of each text which it is. */
  readonly places: readonly number[];
}

/** A handoff says many of its texts several times: they are looked at once, and counted as often as they stand there. */
export const distinctIn = (texts: readonly string[]): Distinct => {
  const known = new Map<string, number>();
  const weights: number[] = [];
  const places = texts.map((text) => {
    const place = known.get(text) ?? known.size;
    known.set(text, place);
    weights[place] = (weights[place] ?? 0) + 1;
    return place;
  });
  return { distinct: [...known.keys()], weights, places };
};
