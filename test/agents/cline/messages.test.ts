import { expect, test } from 'vitest';
import { apiResults } from '../../../src/agents/cline/api-results.ts';
import { openMessages } from '../../../src/agents/cline/messages.ts';
import { countedList } from '../reading/counted-list.ts';

const CALLS = 500;
const numbers = Array.from({ length: CALLS }, (_, index) => index);

test('a message of many results is looked through as often as one of few', () => {
  const results = numbers.map((number) => ({ type: 'tool_result', tool_use_id: `c${number}`, content: `${number}` }));
  const { list, asked } = countedList([results, [...results].reverse()]);
  const messages = openMessages(list);
  for (const number of numbers) expect(messages.resultOf(`c${number}`)?.outcomes[0]?.text).toBe(`${number}`);
  expect(asked()).toBeLessThan(10);
});

test('so is one of many texts', () => {
  const texts = numbers.map((number) => ({
    type: 'text',
    text: `[execute_command for 'do ${number}'] Result:\n${number}`,
  }));
  const { list, asked } = countedList([texts]);
  const results = apiResults(openMessages(list), undefined);
  for (const number of numbers) expect(results.ofCommand(`do ${number}`)).toBe(`${number}`);
  expect(asked()).toBeLessThan(10);
});
