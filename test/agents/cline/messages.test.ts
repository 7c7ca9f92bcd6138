import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apiResults } from '../../../src/agents/cline/api-results.ts';
import { cline } from '../../../src/agents/cline/cline.ts';
import { openMessages } from '../../../src/agents/cline/messages.ts';
import { tempDir } from '../../support/temp-repo.ts';
import { readAll, textsOf } from '../read-all.ts';
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

test('content that is one block, and no list, is read', () => {
  const task = join(tempDir(), 'tasks/1741168800000');
  mkdirSync(task, { recursive: true });
  const path = join(task, 'api_conversation_history.json');
  const messages = [
    { role: 'user', content: { type: 'text', text: '<task>\nFix the sum\n</task>' } },
    { role: 'assistant', content: { type: 'tool_use', id: 'c', name: 'execute_command', input: { command: 'ls' } } },
    { role: 'user', content: { type: 'tool_result', tool_use_id: 'c', content: 'a.js' } },
    { role: 'assistant', content: { type: 'text', text: 'Done.' } },
  ];
  writeFileSync(path, JSON.stringify(messages));
  const { events, coverage } = readAll(cline, { path });
  expect(textsOf(events, 'UserMessage')).toEqual(['Fix the sum']);
  expect(textsOf(events, 'AgentMessage')).toEqual(['Done.']);
  expect(events.map(({ event_type }) => event_type.type)).toContain('ToolResult');
  expect(coverage.unknown).toEqual([]);
});
