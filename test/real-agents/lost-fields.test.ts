import { expect, test } from 'vitest';
import { exampleHandoff, text } from '../domain/example-handoff.ts';
import { filledFields, lostFields } from './lost-fields.ts';

const handoff = exampleHandoff();

test('two handoffs that tell the same have lost nothing', () => {
  expect(lostFields(handoff, exampleHandoff())).toEqual([]);
  expect(filledFields(handoff).size).toBeGreaterThan(30);
});

test('what the newer one leaves empty is lost, with its path', () => {
  const { tokens, verification } = handoff;
  const newer = exampleHandoff({
    tokens: { ...tokens, output: null },
    model: text(''),
    verification: { ...verification, checks_run: verification.checks_run.map((run) => ({ ...run, exit_code: null })) },
  });
  const older = exampleHandoff({
    tokens: { ...tokens, output: 7 },
    verification: { ...verification, checks_run: verification.checks_run.map((run) => ({ ...run, exit_code: 1 })) },
  });
  expect(lostFields(older, newer)).toEqual(['model', 'tokens.output', 'verification.checks_run[].exit_code']);
  expect(lostFields(newer, older)).toEqual([]);
});

test('a list that is shorter has lost nothing while one item tells the field; an empty one has', () => {
  expect(lostFields({ a: [{ b: 1 }, { b: 2 }] }, { a: [{ b: null }, { b: 3 }] })).toEqual([]);
  expect(lostFields({ a: [{ b: 1, c: 'x' }] }, { a: [] })).toEqual(['a[].b', 'a[].c']);
});

test('unknown, nothing and none tell nothing', () => {
  const nothing = { a: 'unknown', b: 0, c: false, d: '', e: null, f: [], g: {} };
  expect([...filledFields(nothing)]).toEqual([]);
  expect(lostFields({ a: 'passed' }, nothing)).toEqual(['a']);
});

test('what is said of the reading itself, and of a run that took no second, is none of the agent', () => {
  expect(lostFields({ coverage: { ratio: 1 }, duration_seconds: 1, truncated: { x: 2 } }, {})).toEqual([]);
});
