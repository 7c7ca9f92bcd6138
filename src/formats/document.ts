/** A handoff as a document: our own words, and foreign text in its places. Markdown and plain text are printed from it. */

export type Span =
  /** Words of this tool, without markup. */
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  /** Foreign prose. */
  | { readonly kind: 'text'; readonly text: string }
  /** Foreign commands, paths and ids. */
  | { readonly kind: 'code'; readonly text: string };

export interface Item {
  readonly spans: readonly Span[];
  readonly items?: readonly Item[];
  /** Foreign text of several lines, below all else of it. */
  readonly quote?: string;
}

export type Node =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Item[] }
  /** Foreign text of several lines. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'rule' };

export const text = (value: string): Span => ({ kind: 'text', text: value });
export const code = (value: string): Span => ({ kind: 'code', text: value });
export const strong = (value: string): Span => ({ kind: 'strong', text: value });

/** say`exit: ${0}, event: ${code(id)}`: the words are literals of the source, foreign text comes in spans. */
export const say = (
  words: TemplateStringsArray,
  ...values: readonly (Span | readonly Span[] | number)[]
): readonly Span[] =>
  words.flatMap((word, index): readonly Span[] => {
    const own: readonly Span[] = word === '' ? [] : [{ kind: 'say', text: word }];
    const value = values[index];
    if (value === undefined) return own;
    if (typeof value === 'number') return [...own, { kind: 'say', text: String(value) }];
    return [...own, ...('kind' in value ? [value] : value)];
  });

/** Codes side by side, with commas. */
export const codes = (values: readonly string[]): readonly Span[] =>
  values.flatMap((value, index) => (index === 0 ? [code(value)] : [{ kind: 'say', text: ', ' } as const, code(value)]));

/** A word out of a closed set of this tool's own, a number or a time that was made here. */
export const word = (value: string): Span => ({ kind: 'say', text: value });

/** A time as the log writes it; anything else that stands in its place is foreign prose. */
export const time = (value: string): Span =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(value) ? word(value) : text(value);

export const heading = (level: 1 | 2 | 3, title: string): Node => ({
  kind: 'heading',
  level,
  spans: [{ kind: 'say', text: title }],
});
export const paragraph = (spans: readonly Span[]): Node => ({ kind: 'paragraph', spans });
export const NONE: Node = { kind: 'paragraph', spans: [{ kind: 'say', text: '_(none)_' }] };

/** A list, or the word for none. */
export const listOr = (items: readonly Item[], ordered = false): Node =>
  items.length === 0 ? NONE : { kind: 'list', ordered, items };
