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
