/**
 * A title that a person gave wins over one that the agent made, and that over a summary; among equals the last one.
 * The records repeat many times in a log.
 */
export type TitleKind = 'custom-title' | 'ai-title' | 'summary';

export interface Titles {
  note(kind: Exclude<TitleKind, 'summary'>, text: string): void;
  /** A summary names the last record of what it sums up, by uuid. */
  summary(text: string, leaf: string): void;
  /** `has`: whether the session holds a record. Files may begin with summaries of other sessions (2.0.x). */
  best(has: (uuid: string) => boolean): string | undefined;
}

const MAX_SUMMARIES = 1000;

export const createTitles = (): Titles => {
  const last: { [kind in TitleKind]?: string } = {};
  const summaries: { readonly text: string; readonly leaf: string }[] = [];
  return {
    note: (kind, text) => {
      last[kind] = text;
    },
    summary: (text, leaf) => {
      summaries.push({ text, leaf });
      if (summaries.length > MAX_SUMMARIES) summaries.shift();
    },
    best: (has) => last['custom-title'] ?? last['ai-title'] ?? summaries.findLast(({ leaf }) => has(leaf))?.text,
  };
};
