import { type ErrorCode, OpenSessionError } from '../domain/errors.ts';

/**
 * Asks git for many at once. Where it ends at one of them as a whole, halves are asked for, until that one stands alone.
 * @param ask one question for some of them @param alone what stands for one that git ends at
 * @returns an answer for each question, in the order of the items @throws what `ask` throws, but for errors of one item
 */
export const inHalves = async <Item, Answer>(
  items: readonly Item[],
  how: {
    readonly ask: (some: readonly Item[]) => Promise<Answer>;
    readonly alone: (item: Item, error: OpenSessionError) => Answer;
    /** Codes of errors that may be about one item. */
    readonly codes?: readonly ErrorCode[];
  },
): Promise<readonly Answer[]> => {
  const [first] = items;
  if (first === undefined) return [];
  try {
    return [await how.ask(items)];
  } catch (error) {
    if (!(error instanceof OpenSessionError) || !(how.codes ?? ['git_failed']).includes(error.code)) throw error;
    if (items.length === 1) return [how.alone(first, error)];
  }
  const half = Math.ceil(items.length / 2);
  const answers = await inHalves(items.slice(0, half), how);
  return [...answers, ...(await inHalves(items.slice(half), how))];
};
