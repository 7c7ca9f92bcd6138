import { expect, test } from 'vitest';
import { defaultDefinition } from '../../src/judging/default-definition.ts';
import { guardingIn } from '../../src/judging/guarding.ts';
import { timed } from '../../src/judging/timed.ts';
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
  expect(guardMatcher([glob], { paths: new Set(), away: new Set([path]) })(path)).toBe(true);
  expect(globMatcher([glob])(path)).toBe(false);
});

test.each([
  ['a/b/*.js', 'a/c'],
  ['a/*/b.js', 'a/c'],
  ['**/*.js', 'a'],
  ['package.json', 'a'],
])('what guards %s leaves %s alone', (glob, path) => {
  expect(guardMatcher([glob], { paths: new Set(), away: new Set([path]) })(path)).toBe(false);
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

test('matchers that share their time have no more of it than one', () => {
  const time = timed(200);
  const [costly, cheap] = [['*a*a*a*a*a*a*a*b'], ['y']].map((globs) => globMatcher(globs, { time }));
  expect(() => costly?.('a'.repeat(240))).toThrow(/takes too long/);
  expect(() => cheap?.('y')).toThrow(/takes too long/);
});

test('equal lists of globs are one matcher for a change', () => {
  const guarding = guardingIn({ paths: new Map(), commits: [] });
  expect(guarding(['a', 'b'])).toBe(guarding(['a', 'b']));
  expect(guarding(['a,b'])).not.toBe(guarding(['a', 'b']));
});

test('as many paths as people change at once get as much time as they take, with what is watched by default', () => {
  const paths = Array.from(
    { length: 20_000 },
    (_, at) => `packages/p${at % 97}/src/parts/of/it/Component${at}.test.tsx`,
  );
  // no time but that for each comparison
  const matches = globMatcher(defaultDefinition('npm test'), { ahead: paths, most: 0 });
  expect(paths.filter(matches)).toEqual([]);
  expect(matches('vite.config.ts')).toBe(true);
});

test('a path that takes too long is found among those that are asked ahead', () => {
  const long = 'a'.repeat(240);
  const matches = globMatcher(['*a*a*a*a*a*a*a*b'], { ahead: ['x', long, 'y'], most: 200 });
  expect(() => matches('x')).toThrow(`paths such as ${JSON.stringify(long.slice(0, 200))}`);
});

test('the time is for all paths together', () => {
  const matches = globMatcher(['**/a/**/*.js'], { nocase: false, most: 100 });
  expect(() => {
    for (let turn = 0; turn < 100_000; turn++) matches(`${'a/'.repeat(400)}${turn}`);
  }).toThrow(/the glob .* takes too long/);
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
