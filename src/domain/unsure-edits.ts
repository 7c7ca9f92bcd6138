/** What follows the count of files in an assumption of a handoff, where the log holds edits and not what came of them. */
export const UNSURE = ' file(s) that the session set out to change are not listed: the log does not say whether it did';

/** Of how many files that line tells; 0 where there is none. */
export const unsureIn = (assumptions: readonly string[]): number => {
  const line = assumptions.find((text) => /^\d+ /.test(text) && text.slice(text.indexOf(' ')).startsWith(UNSURE));
  return line === undefined ? 0 : Number(line.slice(0, line.indexOf(' ')));
};
