import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBudget } from '../../src/contract/fit-budget.ts';
import { jsonSize } from '../../src/contract/json-size.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import { asRedacted, check, file, handoff, pack, run, said } from '../support/facts.ts';

const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

interface Sizes {
  readonly messages: number;
  readonly packages: number;
  readonly files: number;
  readonly text: string;
}

const large = ({ messages, packages, files, text }: Sizes): Handoff => {
  const list = <T>(make: (index: number) => T) => ({ items: many(messages, make), left_out: 0 });
  const line = (index: number) => asRedacted(`${index} ${text}`);
  return handoff(
    {
      conversations: list((index) => ({ user: line(index), agent: line(index) })),
      user_messages: list(line),
      objective_history: list((index) => said(line(index), index)),
      commands: list(line),
      packages: many(packages, (index) =>
        pack(`plan-${index}`, 'completed', { title: line(index), outcome: line(index), commands: many(20, line) }),
      ),
      files: many(files, (index) => file(`${index}/${text.slice(0, 40)}`)),
      reads: many(messages, line),
    },
    {
      judged: {
        runs: many(files, (index) => run(`npm test ${index}`, 'passed')),
        checks: many(files, (index) => check(`npm test ${index}`, 'passed')),
      },
    },
  );
};

const claims = ({ files_modified, verification }: Handoff) => ({ files_modified, verification });

test('a handoff within the budget is left as it is', () => {
  const small = large({ messages: 2, packages: 2, files: 2, text: 'x' });
  expect(fitBudget(small)).toBe(small);
});

test('conversations go first, then messages, then commands, packages past fifty, done lines', () => {
  const whole = large({ messages: 15, packages: 40, files: 3, text: 'text '.repeat(40) });
  const size = jsonSize(whole);
  const short = fitBudget(whole, size - 1000);
  expect(Object.keys(short.truncated)).toContain('key_conversations');
  expect(short.key_conversations.length).toBeGreaterThan(5);
  expect(short.key_conversations[0]).toEqual(whole.key_conversations[0]);
  expect(short.key_conversations.at(-1)).toEqual(whole.key_conversations.at(-1));
  expect(short.user_messages).toEqual(whole.user_messages);
  const shorter = fitBudget(whole, size - jsonSize(whole.key_conversations) - 2000);
  expect(shorter.key_conversations).toEqual([]);
  expect(shorter.user_messages.length).toBeLessThan(whole.user_messages.length);
  expect(shorter.execution_contract.ordered_commands).toEqual(whole.execution_contract.ordered_commands);
  expect(shorter.truncated['key_conversations']).toBeGreaterThanOrEqual(15);
});

test('what is left refers to nothing that is gone', () => {
  const whole = large({ messages: 10, packages: 50, files: 20, text: 'text '.repeat(40) });
  const { work_packages, evidence, execution_contract: contract } = fitBudget(whole, 40_000);
  const ids = new Set(evidence.map(({ id }) => id));
  expect(work_packages.flatMap(({ evidence_refs }) => evidence_refs).every((id) => ids.has(id))).toBe(true);
  expect(contract.ordered_steps.map(({ work_package_id: id }) => id)).toEqual(work_packages.map(({ id }) => id));
});

test('it is never over the budget, and claims stay whole', () => {
  const sizes = fc.record({
    messages: fc.nat(40),
    packages: fc.nat(80),
    files: fc.nat(60),
    text: fc.string({ unit: fc.constantFrom('a', '가', '🙂', '"', '\n', '\u0001'), maxLength: 400 }),
  });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 65_536, max: 262_144 }), (size, budget) => {
      const whole = large(size);
      const fitted = fitBudget(whole, budget);
      expect(jsonSize(fitted)).toBeLessThanOrEqual(budget);
      expect(claims(fitted)).toEqual(claims(whole));
    }),
    { numRuns: 60 },
  );
});

test('claims that are larger than the budget stay whole all the same', () => {
  const whole = large({ messages: 5, packages: 5, files: 500, text: 'x'.repeat(100) });
  const fitted = fitBudget(whole, 10_000);
  expect(claims(fitted)).toEqual(claims(whole));
  expect(fitted.evidence).toEqual([]);
});
