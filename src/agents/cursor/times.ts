import { asTime, timeOfMillis } from '../reading/log-time.ts';

/** Milliseconds since the epoch begin here: smaller numbers are seconds, or a clock that starts with the program. */
const FIRST_MILLIS = 1_000_000_000_000;

/** A time as Cursor stores it: RFC 3339, or milliseconds since the epoch as a number or its digits. */
export const timeOf = (value: unknown): string | undefined => {
  const number = typeof value === 'string' && /^\d{13,16}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number') return number < FIRST_MILLIS ? undefined : timeOfMillis(number);
  return asTime(number);
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY = /\b([A-Z][a-z]{2,8})\s(\d{1,2}),\s(\d{4})/;
const CLOCK = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AP]M)?/i;
const ZONE = /\((?:UTC|GMT)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?\)/;

/**
 * What stands in `<timestamp>` of a prompt: `Friday, Sep 4, 2026, 2:21 AM (UTC+8)` (2026), to the minute. Without a zone
 * it is taken for UTC, without a clock for midnight, so that one log gives one time on every machine.
 */
export const timeOfText = (text: string): string | undefined => {
  const own = asTime(text.trim());
  if (own !== undefined) return own;
  const [, month = '', day = '', year = ''] = DAY.exec(text) ?? [];
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  if (index === -1) return undefined;
  const [, hour = '0', minute = '0', second = '0', half] = CLOCK.exec(text) ?? [];
  const [, sign, hours = '0', minutes = '0'] = ZONE.exec(text) ?? [];
  const clock = (Number(hour) % (half === undefined ? 24 : 12)) + (half?.toUpperCase() === 'PM' ? 12 : 0);
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return timeOfMillis(Date.UTC(Number(year), index, Number(day), clock, Number(minute) - offset, Number(second)));
};
