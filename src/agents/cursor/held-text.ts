/** Bytes of a value that are read: as many as of a line of a log. */
export const LONGEST = 32 * 1024 * 1024;

/** SQL of a column's value as text; null where it is too long, by its bytes, which SQLite knows without reading them. */
export const heldText = (column: string): string =>
  `case when octet_length(${column}) <= ${LONGEST} then cast(${column} as text) end`;
