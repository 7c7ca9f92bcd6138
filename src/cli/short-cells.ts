/** What a table shows of long values. */

/**
 * Ids as short as `git log` shows them: at least 13 characters, and as many more as tell them apart. The beginning of an
 * id is a REF.
 */
export const shortIds = (ids: readonly string[]): ((id: string) => string) => {
  const distinct = new Set(ids);
  let length = 13;
  while (new Set([...distinct].map((id) => id.slice(0, length))).size < distinct.size) length++;
  return (id) => id.slice(0, length).replace(/[-_]$/, '');
};

/** An RFC 3339 time as people read it in a column; the text itself where it is none. */
export const shortTime = (time: string | null): string =>
  time === null ? '-' : (/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(time)?.slice(1).join(' ') ?? time);
