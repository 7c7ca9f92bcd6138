import { expect, test } from 'vitest';
import { foldAll } from '../../../src/contract/fold.ts';
import { conversationFold } from '../../../src/contract/narrative/conversation.ts';
import { type Drafts, agent, edit, inLane, sessionOf, shell, user } from '../../support/events.ts';

const pairs = (...drafts: Drafts) => foldAll(conversationFold, sessionOf(...drafts));

test('a prompt is paired with the final answer before the next prompt', () => {
  const { items } = pairs(
    user('fix add()'),
    agent('I will look.'),
    edit('a.js'),
    inLane('x', user('look'), agent('I am a sub-agent.')),
    agent('Fixed.'),
    user('thanks, now sub()'),
    agent('Also fixed.'),
  );
  expect(items).toEqual([
    { user: 'fix add()', agent: 'Fixed.' },
    { user: 'thanks, now sub()', agent: 'Also fixed.' },
  ]);
});

test('prompts in a row are answered together', () => {
  const { items } = pairs(user('fix add()'), user('and sub()'), shell('ls', { exit: 0 }), agent('Both fixed.'));
  expect(items).toEqual([{ user: 'fix add()\n\nand sub()', agent: 'Both fixed.' }]);
});

test('a prompt without an answer and an agent without a prompt make no pair', () => {
  expect(pairs(agent('hello'), user('fix add()')).items).toEqual([]);
});

test('the first two and the last ten pairs are kept', () => {
  const { items, left_out } = pairs(
    Array.from({ length: 30 }, (_, index) => [user(`p${index}`), agent(`a${index}`)]).flat(),
  );
  expect(items.map(({ user: text }) => text)).toEqual([
    'p0',
    'p1',
    ...Array.from({ length: 10 }, (_, i) => `p${i + 20}`),
  ]);
  expect(left_out).toBe(18);
});
