import { expect, test } from 'vitest';
import { readThread } from '../../../src/agents/amp/thread.ts';
import { countedList } from '../reading/counted-list.ts';

test('a message of many results is looked through as often as one of few; of several results of a call the last counts', () => {
  const numbers = Array.from({ length: 500 }, (_, index) => index);
  const resultsOf = (word: string): readonly unknown[] =>
    numbers.map((number) => ({ type: 'tool_result', toolUseID: `c${number}`, run: { result: `${word} ${number}` } }));
  const { list, asked } = countedList([[...resultsOf('early'), ...resultsOf('last')]]);
  const { runOf } = readThread({ rest: {}, lists: [list, undefined] });
  for (const number of numbers) expect(JSON.stringify(runOf(`c${number}`))).toContain(`last ${number}`);
  expect(asked()).toBeLessThan(10);
});
