import { OpenSessionError } from './errors.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;
const UNITS: { readonly [unit: string]: number } = { d: DAY_MS, w: 7 * DAY_MS, y: 365 * DAY_MS };

/** Milliseconds of an age such as `90d`, `12w` or `1y`. @throws usage naming the option */
export const parseAge = (text: string, option: string): number => {
  const [, count = '', unit = ''] = /^(\d{1,5})([dwy])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (length === undefined)
    throw new OpenSessionError(
      'usage',
      `expected ${option} with an age such as 90d, 12w or 1y, found ${JSON.stringify(text)}`,
    );
  return Number(count) * length;
};
