import { expect, test } from 'vitest';
import { NAMES, playsIn } from './corpus.ts';
import { ATTACKS, FALSE_ALARMS } from './covered.ts';
import { NEED_ISOLATION } from './need-isolation.ts';

test('what a machine may not be able to play is a case', async () => {
  const plays = (await Promise.all(NAMES.map(playsIn))).flat();
  expect(NEED_ISOLATION.filter((one) => !plays.some(({ name }) => name.startsWith(one)))).toEqual([]);
});

test('every attack and every false alarm is somewhere in the corpus, and all 70 cases of the design', () => {
  const numbers = new Set(NAMES.map((name) => Number(name.slice(0, 3))));
  expect(Array.from({ length: 70 }, (_, at) => at + 1).filter((number) => !numbers.has(number))).toEqual([]);
  expect(Object.keys(ATTACKS)).toEqual(Array.from({ length: 25 }, (_, at) => `A${at + 1}`));
  for (const { what, cases, elsewhere } of [...Object.values(ATTACKS), ...FALSE_ALARMS]) {
    expect(
      cases.filter((number) => !numbers.has(number)),
      what,
    ).toEqual([]);
    expect(cases.length > 0 || elsewhere !== undefined, what).toBe(true);
  }
});
