import type { Handoff } from '../../domain/handoff.ts';

/** Of a message, in characters, as the older tool shows it. */
export const SHOWN = 150;

/** All that would be seen of it, without the mark of the cut: two that begin alike are two. */
const START = SHOWN - 1;

const startOf = (prompt: string): string => prompt.trim().replace(/\s+/gu, ' ').slice(0, START);

/** Tells of a prompt whether it stands on the page already, as the objective or among what was asked later. */
export const askedAbove = ({ objective, objective_history: later }: Handoff): ((prompt: string) => boolean) => {
  const starts = new Set([...(objective === null ? [] : [objective]), ...later.map(({ text }) => text)].map(startOf));
  return (prompt) => starts.has(startOf(prompt));
};
