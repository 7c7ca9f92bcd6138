import { expect, test } from 'vitest';
import { isSwept, type Swept } from '../../src/domain/swept.ts';

test.each<[string, Swept['names'], boolean, string[], string[]]>([
  ['d/*.log', 'shown', false, ['d/a.log', 'd/a\n.log'], ['d/.a.log', 'd/e/a.log', 'd/a.log/b', 'd/a.logs', 'd/.log']],
  ['d/*.log', 'all', false, ['d/.log', 'd/a.log'], ['d/e/a.log']],
  ['d/*', 'shown', true, ['d/a', 'd/e/.f'], ['d/.e/f', 'd']],
  ['d/a*b*c', 'all', false, ['d/abc', 'd/axbxbc', 'd/abcbc'], ['d/ac', 'd/acb', 'd/ab/c']],
  ['d/a?c*1*0', 'all', false, ['d/abc10', 'd/abc1x10'], ['d/abc0', 'd/abbc10']],
  ['*/x*/*.js', 'all', false, ['a/x/b.js', 'a/xy/.js'], ['a/b/x/c.js', 'a/y/b.js']],
  ['d/**/*.log', 'all', false, ['d/a.log', 'd/e/f/a.log'], ['e/a.log']],
  ['d/**/*.log', 'paths', false, ['d/e/a.log', 'd/e/f/.log'], ['d/a.log']],
  ['d/*.log', 'paths', false, ['d/.a.log', 'd/e/a.log'], ['d/a.txt']],
])('%s, of %s names, deep %s', (path, names, deep, meant, others) => {
  const isMeant = isSwept({ path, names: names ?? 'all', deep });
  expect([meant.filter((at) => !isMeant(at)), others.filter(isMeant)]).toEqual([[], []]);
});

test('of a folded pattern the last name alone may have other capitals', () => {
  const isMeant = isSwept({ path: 'd/**/Read*.log', names: 'all', deep: false, fold: true });
  expect(['d/read.LOG', 'd/e/READ-me.log'].every(isMeant)).toBe(true);
  expect(['D/read.log', 'd/e/rea.log'].some(isMeant)).toBe(false);
});

// one try after the other would take longer than all of the tests
test.each(['all', 'paths'] as const)('a pattern of many stars is told at once of a long name (%s)', (names) => {
  const path = `${'*a'.repeat(8)}b`;
  const isMeant = isSwept({ path, names, deep: true });
  expect([isMeant('a'.repeat(4000)), isMeant(`${'a'.repeat(4000)}b`)]).toEqual([false, true]);
});
