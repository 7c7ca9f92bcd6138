/** Characters that are taken apart into lines at most: in memory these take several times a long text. */
const MOST = 4 * 1024 * 1024;

/** Whether texts are too long to be compared, or looked through, line by line: what they change is then unknown. */
export const isTooLong = (...texts: readonly string[]): boolean =>
  texts.reduce((sum, { length }) => sum + length, 0) > MOST;
