import { expect, it } from 'vitest';
import { outputTail } from '../../src/domain/output-tail.ts';

it('is the last lines that say something, each cut', () => {
  expect(outputTail('')).toBe('');
  expect(outputTail('\n \n')).toBe('');
  expect(outputTail('one\n\n  two  \r\n\n')).toBe('one\n  two');
  const many = Array.from({ length: 100 }, (_, at) => `${at} ${'x'.repeat(1000)}`).join('\n');
  const tail = outputTail(many).split('\n');
  expect(tail.map((line) => line.split(' ')[0])).toEqual(Array.from({ length: 20 }, (_, at) => String(80 + at)));
  expect(Math.max(...tail.map(({ length }) => length))).toBe(200);
});

it('a program that draws over its line is read line by line', () => {
  expect(outputTail('10 %\r50 %\rdone\r\n')).toBe('10 %\n50 %\ndone');
});
