import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { compareHandoffs } from '../../src/contract/compare-handoffs.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import { exampleHandoff } from '../domain/example-handoff.ts';

const one = (change: object = {}): Handoff => exampleHandoff({ session_id: 's', ...change });

describe('compareHandoffs', () => {
  test('equal handoffs differ in nothing', () => {
    expect(compareHandoffs([one()], [one()])).toEqual([]);
  });

  test('tells what came, what went and what changed', () => {
    const file = (path: string, action: string) => ({ path, action, lines_added: 1, lines_removed: 0 });
    const check = (final: string) => ({ id: 'npm test @.', final, stale: false, masked: false });
    const before = one({
      objective: 'Fix the sum',
      files_modified: [file('a.ts', 'edited'), file('b.ts', 'created')],
      verification: { checks: [check('failed')] },
      uncertainty: { open_questions: ['Which one?'] },
    });
    const after = one({
      objective: 'Fix the product',
      files_modified: [file('a.ts', 'deleted'), file('c.ts', 'created')],
      verification: { checks: [check('passed')] },
      uncertainty: { open_questions: [] },
    });
    const told = compareHandoffs([before], [after]).map(({ field, key, change }) => `${change} ${field} ${key}`);
    expect(told).toEqual([
      'changed objective null',
      'changed files_modified a.ts',
      'removed files_modified b.ts',
      'added files_modified c.ts',
      'changed verification.checks npm test @.',
      'removed uncertainty.open_questions Which one?',
    ]);
  });

  test('a session that came or went is one change', () => {
    expect(compareHandoffs([], [one()])).toMatchObject([{ field: 'session', change: 'added', from: null }]);
    expect(compareHandoffs([one()], [])).toMatchObject([{ field: 'session', change: 'removed', to: null }]);
  });

  test('whatever the handoffs hold, nothing is thrown, and turned round the same changes', () => {
    const value = fc.jsonValue();
    const fields = {
      files_modified: value,
      verification: value,
      uncertainty: value,
      objective: value,
      work_packages: value,
    };
    const any = fc.array(fc.record({ session_id: fc.constantFrom('a', 'b'), ...fields }, { requiredKeys: [] }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(any, any, (from, to) => {
        const [there, back] = [
          compareHandoffs(from as never, to as never),
          compareHandoffs(to as never, from as never),
        ];
        expect(back.length).toBe(there.length);
      }),
    );
  });
});
