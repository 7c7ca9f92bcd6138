const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The end of what a Date can say, in milliseconds since the epoch. */
const MAX_TIME = 8_640_000_000_000_000;

/** Where a log says nothing at all about when; never the clock. */
export const NO_TIME = '1970-01-01T00:00:00.000Z';

/** A time as the log writes it, when it is RFC 3339. */
export const asTime = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return undefined;
  if (value.length === COMMON_LENGTH && value.startsWith(knownDay) && TIME_OF_DAY.test(value)) return value;
  if (!RFC_3339.test(value) || Number.isNaN(Date.parse(value))) return undefined;
  if (value.length === COMMON_LENGTH) knownDay = value.slice(0, 11);
  return value;
};

/** `2026-11-22T09:50:37.200Z`, as most logs write each of their many times: on a day that was checked, in range. */
const TIME_OF_DAY = /^.{11}(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const COMMON_LENGTH = 24;
let knownDay = 'none';

/** RFC 3339 of milliseconds since the epoch (number, bigint), within the years 0 to 9999. */
export const timeOfMillis = (value: unknown): string | undefined => {
  const millis = typeof value === 'bigint' ? Number(value) : value;
  if (typeof millis !== 'number' || !Number.isFinite(millis) || millis <= 0 || millis > MAX_TIME) return undefined;
  const text = new Date(Math.floor(millis)).toISOString();
  return text.startsWith('+') ? undefined : text;
};
