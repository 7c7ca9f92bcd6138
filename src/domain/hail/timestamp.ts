/** RFC 3339 times as they were written: compared exactly, also beyond milliseconds. */

interface Instant {
  /** Whole seconds since the epoch. */
  readonly seconds: number;
  /** Digits of the fraction, without trailing zeros. */
  readonly fraction: string;
}

/** Whole seconds from one time to another, not below 0; 0 when either is no time. */
export const secondsBetween = (from: string, to: string): number => {
  const start = instantOf(from);
  const end = instantOf(to);
  if (start === undefined || end === undefined) return 0;
  const span = end.seconds - start.seconds - (end.fraction < start.fraction ? 1 : 0);
  return Math.max(0, span);
};

/** Negative, 0 or positive as `a` is before, at or after `b`; undefined when either is no time. */
export const compareTimes = (a: string, b: string): number | undefined => {
  const left = instantOf(a);
  const right = instantOf(b);
  if (left === undefined || right === undefined) return undefined;
  if (left.seconds !== right.seconds) return left.seconds - right.seconds;
  return left.fraction === right.fraction ? 0 : left.fraction < right.fraction ? -1 : 1;
};

const RFC3339 = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:\.(\d{1,30}))?([Zz]|[+-]\d\d:\d\d)$/;

const instantOf = (text: string): Instant | undefined => {
  const parts = RFC3339.exec(text);
  if (parts === null) return undefined;
  const [, time = '', fraction = '', zone = 'Z'] = parts;
  const milliseconds = Date.parse(`${time.replace(/[t ]/, 'T')}${zone.toUpperCase()}`);
  return Number.isNaN(milliseconds)
    ? undefined
    : { seconds: milliseconds / 1000, fraction: fraction.replace(/0+$/, '') };
};

/** The older tool's second spelling: UTC with `+00:00`, and no, 3, 6 or 9 digits of fraction. Other texts stay as they are. */
export const withNumericOffset = (text: string): string => {
  const instant = instantOf(text);
  if (instant === undefined) return text;
  const whole = new Date(instant.seconds * 1000).toISOString().slice(0, 19);
  const digits = instant.fraction.slice(0, 9);
  const padded = digits.padEnd(Math.ceil(digits.length / 3) * 3, '0');
  return `${whole}${padded === '' ? '' : `.${padded}`}+00:00`;
};
