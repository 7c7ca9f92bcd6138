import { describe, expect, test } from 'vitest';
import type { Candidate, Claim } from '../../src/binding/candidate.ts';
import { spentOf, spentQuestions, withoutSpent } from '../../src/binding/spent-claims.ts';
import type { PathState } from '../../src/domain/path-state.ts';

const state = (digit: string): PathState => ({ mode: '100644', oid: digit.repeat(40) });
const [X, Y, M, N] = [state('a'), state('b'), state('c'), state('d')];
const claim = (before: PathState, after: PathState): Claim => ({ path: 'a.txt', before, after, key: null });

/** @param states newest first @param merges what doing the claim again makes of a state; absent: a conflict */
const isSpent = (
  { before, after }: Pick<Claim, 'before' | 'after'>,
  states: readonly PathState[],
  merges: readonly (readonly [PathState, PathState])[] = [],
): boolean => {
  const histories = [{ claim: claim(before, after), states }];
  const answers = spentQuestions(histories).map(
    ({ ours }) => merges.find(([from]) => from?.oid === ours.oid)?.[1] ?? null,
  );
  return spentOf(histories, answers).length === 1;
};

describe('a claim is spent', () => {
  test('where the target branch had its state and has it no more', () => {
    expect(isSpent({ before: X, after: Y }, [X, Y])).toBe(true);
  });

  test('where it had its work in another state', () => {
    // M holds it: doing it again leaves it as it is
    expect(isSpent({ before: X, after: Y }, [X, M], [[M, M]])).toBe(true);
    expect(
      isSpent(
        { before: X, after: Y },
        [N, M],
        [
          [M, M],
          [N, M],
        ],
      ),
    ).toBe(true);
  });

  test('where what it made is gone, or what it deleted is back', () => {
    expect(isSpent({ before: null, after: Y }, [null, Y])).toBe(true);
    expect(isSpent({ before: X, after: null }, [X, null])).toBe(true);
  });
});

describe('a claim is not spent', () => {
  test.each<readonly [string, Pick<Claim, 'before' | 'after'>, readonly PathState[], [PathState, PathState][]]>([
    ['whose work is still there', { before: X, after: Y }, [Y, X], []],
    ['on which others went on', { before: X, after: Y }, [M, Y, X], [[M, M]]],
    ['that never came there', { before: X, after: Y }, [M, X], [[M, N]]],
    ['that never came there, and conflicts', { before: X, after: Y }, [M, X], []],
    ['whose new file was changed since', { before: null, after: Y }, [M, Y, null], []],
    ['whose file is still gone', { before: X, after: null }, [null, X], []],
  ])('%s', (_, one, states, merges) => {
    expect(isSpent(one, states, merges)).toBe(false);
  });
});

test('a candidate claims no more what is spent', () => {
  const [one, two] = [claim(X, Y), { ...claim(X, Y), path: 'b.txt' }];
  const candidate: Candidate = {
    id: 'base:one',
    version: 'e'.repeat(40),
    begun: [],
    saved: [],
    tree: null,
    claims: [one, two],
    withheld: new Set(),
    spent: new Set(),
    links: [{ path: 'a.txt', before: Y, after: M }],
  };
  expect(withoutSpent(candidate, new Set([one]))).toEqual({
    ...candidate,
    claims: [two],
    links: [],
    spent: new Set(['a.txt']),
  });
  const both = withoutSpent(withoutSpent(candidate, new Set([one])), new Set([two]));
  expect(both).toMatchObject({ claims: [], spent: new Set(['a.txt', 'b.txt']) });
});
