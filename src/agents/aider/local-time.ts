/**
 * Aider writes the wall clock of the machine it ran on, without a zone. It is taken as if it were UTC, on every machine
 * alike: the same bytes give the same times, spans within a session are right, and the clock face reads as it was shown.
 */
export const localTime = (text: string): string | undefined => {
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d{1,9})?$/.exec(text.trim());
  if (found === null) return undefined;
  const time = `${found[1]}T${found[2]}${found[3] ?? ''}Z`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
};
