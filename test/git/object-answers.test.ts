import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectAnswers } from '../../src/git/object-answers.ts';

const ID = 'a'.repeat(40);

const answer = fc.oneof(
  fc
    .uint8Array({ maxLength: 40 })
    .map((bytes) => Buffer.concat([Buffer.from(`${ID} blob ${bytes.length}\n`), bytes, Buffer.from('\n')])),
  fc
    .constantFrom('HEAD:none missing\n', `${ID.slice(1)} ambiguous\n`, `${ID} submodule\n`)
    .map((text) => Buffer.from(text)),
);

test('the last byte ends what was asked, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(answer, { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
      (all, cuts) => {
        const whole = Buffer.concat(all);
        const answers = objectAnswers(all.length, true);
        const ended: boolean[] = [];
        for (let at = 0; at < whole.length;) {
          const length = cuts.next().value ?? 1;
          ended.push(answers.take(whole.subarray(at, at + length)));
          at += length;
        }
        expect(ended.slice(0, -1)).not.toContain(true);
        expect(ended.at(-1)).toBe(true);
        expect(answers.bytes()).toEqual(whole);
        expect(answers.size).toBe(whole.length);
      },
    ),
  );
});

test('without contents each line is an answer', () => {
  const answers = objectAnswers(2, false);
  expect(answers.take(Buffer.from(`${ID} blob 5\n${ID} tre`))).toBe(false);
  expect(answers.take(Buffer.from('e 7\n'))).toBe(true);
});

test('a content that has begun counts whole', () => {
  const answers = objectAnswers(1, true);
  answers.take(Buffer.from(`${ID} blob 1000\nabc`));
  expect(answers.size).toBe(`${ID} blob 1000\n`.length + 1001);
});
