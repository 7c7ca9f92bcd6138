import { expect, test } from 'vitest';
import { privateKeyTail } from '../../src/redact/rules/private-key-tail.ts';

const dashes = '-'.repeat(5);
const END = `${dashes}END PRIVATE KEY${dashes}`;

const costOf = (text: string): number => {
  const start = process.cpuUsage();
  expect([...privateKeyTail.find(text)]).toEqual([]);
  return process.cpuUsage(start).user / 1000;
};

test.each([
  ['names with numbers', `A\\n${'a-1-'.repeat(90)}`],
  ['line ends of a string', 'A\\n-1-'.repeat(50)],
  ['line ends of a string within one', 'A\\\\n'.repeat(90)],
  ['colons', `A\n${'a:'.repeat(180)}`],
])('%s before many ends cost no more than their length', (_, before) => {
  expect(costOf(`${before}x${END}`.repeat(1000))).toBeLessThan(1000);
});
