import { describe, expect, test } from 'vitest';
import { packKeys } from '../../src/domain/change-keys.ts';
import { chooseCandidates, type ListedArtifact, messageMatcher } from '../../src/domain/choose-candidates.ts';
import { toArtifactId } from '../../src/domain/refs.ts';

const STATE = 'aaaaaaaaaaaa';
const PATH = 'bbbbbbbb';
const COMMIT = 'c'.repeat(40);
const HINTS = { states: new Set([STATE]), paths: new Set([PATH]), commits: new Set([COMMIT]) };

const listed = (id: string, more: Partial<ListedArtifact> = {}): ListedArtifact => ({
  origin: 'base',
  id: toArtifactId(id),
  commit: '1'.repeat(40),
  time: 1,
  ...more,
});

const said = (...lines: readonly string[]): string => `handoff-artifact: x\n\n${lines.join('\n')}\n`;

describe('a message', () => {
  const match = messageMatcher(HINTS);
  test.each([
    [[`States: ${packKeys([STATE, '000000000001'])}`], { strong: [STATE], weak: [] }],
    [[`Patches: ${packKeys([STATE])}`, `Paths: ${packKeys([PATH])}`], { strong: [STATE], weak: [PATH] }],
    [[`Commits: ${'d'.repeat(40)} ${COMMIT}`], { strong: [COMMIT], weak: [] }],
  ])('%j is heard', (lines, expected) => {
    expect(match(listed('x'), said(...lines))).toMatchObject(expected);
  });

  test.each([
    said(`States: ${packKeys(['000000000001'])}`),
    said('States: no base64 !', 'Paths: AAA='),
    `commit of somebody\n\nStates: ${packKeys([STATE])}\n`,
    '',
  ])('%j says nothing', (message) => {
    expect(match(listed('x'), message)).toBeUndefined();
  });
});

const heard = (count: number, origin: 'base' | 'head', strong: readonly string[] = [STATE]) =>
  Array.from({ length: count }, (_, at) => ({
    ...listed(`${origin}-${at}`, { origin, time: at }),
    strong,
    weak: [],
  }));

describe('of many', () => {
  test('a key counts for the sixteen newest of each origin', () => {
    const chosen = chooseCandidates([...heard(100, 'base'), ...heard(100, 'head')]);
    const ids = (origin: string) => chosen.filter((one) => one.origin === origin).map(({ time }) => time);
    expect(ids('base').sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, at) => 84 + at));
    expect(ids('head')).toHaveLength(16);
  });

  test('those with more in common go first, at most 64, of which a fork has sixteen', () => {
    const base = Array.from({ length: 100 }, (_, at) => ({
      ...listed(`own-${at}`, { time: at }),
      strong: Array.from({ length: 1 + (at % 3) }, (_one, key) => `${at}-${key}`),
      weak: [],
    }));
    const fork = base.map((one) => ({ ...one, origin: 'head' as const, strong: [...one.strong, `more-${one.id}`] }));
    const chosen = chooseCandidates([...fork, ...base]);
    expect(chosen.filter(({ origin }) => origin === 'base')).toHaveLength(48);
    expect(chosen).toHaveLength(64);
    expect(chosen.slice(0, 33).every(({ time }) => time % 3 === 2)).toBe(true);
  });
});
