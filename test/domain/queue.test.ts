import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQueue } from '../../src/domain/queue.ts';

test('a queue gives what an array gives', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { maxLength: 30 }), (steps) => {
      const queue = createQueue<number>();
      const plain: number[] = [];
      let next = 0;
      for (const step of steps) {
        for (let count = 0; count < step; count++) {
          queue.push(next);
          plain.push(next++);
        }
        for (let count = 0; count < -step; count++) expect(queue.take()).toBe(plain.shift());
        expect(queue.first()).toBe(plain[0]);
        expect(queue.size()).toBe(plain.length);
      }
    }),
  );
});
