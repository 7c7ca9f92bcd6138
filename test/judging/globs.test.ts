import { expect, test } from 'vitest';
import { globMatcher, guardMatcher, wrongInGlob } from '../../src/judging/globs.ts';

test.each([
  ['vendor/**', 'vendor'],
  ['**/node_modules/**', 'web/node_modules'],
  ['**/{pom.xml,.mvn/**}', '.mvn'],
  ['a/b/*.js', 'a'],
  ['a/b.sh', 'a'],
  ['\\[a\\]/b.sh', '[a]'],
  ['.github/**', '.GitHub/x.yml'],
])('what guards %s guards %s', (glob, path) => {
  expect(guardMatcher([glob], () => true)(path)).toBe(true);
  expect(globMatcher([glob])(path)).toBe(false);
});

test.each([
  ['a/b/*.js', 'a/c'],
  ['a/*/b.js', 'a/c'],
  ['**/*.js', 'a'],
  ['package.json', 'a'],
])('what guards %s leaves %s alone', (glob, path) => {
  expect(guardMatcher([glob], () => true)(path)).toBe(false);
});

test('a glob that stands for names without end is wrong', () => {
  expect(wrongInGlob(`${'{a,b}'.repeat(30)}/x`)).toMatch(/more than 4096 names/);
  expect(wrongInGlob('{a,b}/{c,d}.{js,ts}')).toBeUndefined();
});

test.each([
  ['**/a/**/a/**/*.js', 'a/'.repeat(3000)],
  ['*a*a*a*a*a*a*a*b', 'a'.repeat(240)],
  ['(a+)+b', `${'a'.repeat(60)}c`],
  ['+(*a)b', `${'a'.repeat(60)}c`],
])('%s ends with an error where a path makes it take too long', (glob, path) => {
  const error = expect.objectContaining({
    code: 'config_invalid',
    message: expect.stringContaining(JSON.stringify(glob)) as string,
  }) as Error;
  const matches = globMatcher(['x', glob], { nocase: false, most: 200 });
  expect(matches('x')).toBe(true);
  expect(() => matches(path)).toThrow(error);
  // and for what comes after there is no time
  expect(() => matches('y')).toThrow(error);
});

test('the time is for all paths together', () => {
  const matches = globMatcher(['**/a/**/*.js'], { nocase: false, most: 100 });
  expect(() => {
    for (let turn = 0; turn < 100_000; turn++) matches(`${'a/'.repeat(100)}b`);
  }).toThrow(/the globs .* take too long/);
});

test.each([
  ['what is longer than any path that people write', 'a'.repeat(70_000), /more than 1000 characters/],
  ['groups in groups', `${'{'.repeat(200)}a,b${'}'.repeat(200)}`, /more than 10 deep/],
])('%s is wrong as a glob', (_, glob, why) => {
  expect(wrongInGlob(glob)).toMatch(why);
});

test('globs as people write them are right', () => {
  for (const glob of ['**/{GNUmakefile,makefile,Makefile}', 'src/{a,{b,c{d,e}}}/**/*.@(ts|tsx)', '+(a|b)*', '{1..9}'])
    expect(wrongInGlob(glob)).toBeUndefined();
});
