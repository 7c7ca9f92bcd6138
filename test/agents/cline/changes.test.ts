import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLinesOf, textLines } from './line-diff.ts';
import { replacedText } from '../../../src/agents/cline/changed-lines.ts';
import { finalTextIn } from '../../../src/agents/cline/final-text.ts';
import { blocksOf } from '../../../src/agents/cline/search-replace.ts';
import { checklist } from '../../../src/agents/cline/plan.ts';

const line = fc.constantFrom('a', 'b', 'c', '', 'd e');
const lines = fc.array(line, { maxLength: 12 });

test('a replacement counts the lines that a diff would', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const { lines: counts } = replacedText(textLines(before), textLines(after));
      expect(counts).toEqual(changedLinesOf(before, after));
    }),
  );
});

test('each block is counted for itself, and its hunk holds its lines', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(lines, lines), { minLength: 1, maxLength: 4 }), (pairs) => {
      const text = pairs
        .map(([old, fresh]) => ['------- SEARCH', ...old, '=======', ...fresh, '+++++++ REPLACE'].join('\n'))
        .join('\n');
      const found = blocksOf(text);
      expect(found.blocks).toBe(pairs.length);
      const each = pairs.map(([old, fresh]) => changedLinesOf(old, fresh));
      expect(found.lines).toEqual({
        added: each.reduce((sum, { added }) => sum + added, 0),
        removed: each.reduce((sum, { removed }) => sum + removed, 0),
      });
    }),
  );
});

test.each([
  ['the older marks', '<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE', 1],
  ["Roo Code's place of a block", '<<<<<<< SEARCH\n:start_line:3\n-------\na\n=======\nb\n>>>>>>> REPLACE', 1],
  ['a block that is not closed', '------- SEARCH\na\n=======\nb', undefined],
  ['no block', 'a\nb', undefined],
])('%s', (_name, text, changed) => {
  expect(blocksOf(text).lines).toEqual(changed === undefined ? undefined : { added: changed, removed: changed });
});

const many = (mark: string, count: number): string => Array.from({ length: count }, (_, n) => `${mark}${n}\n`).join('');

test('texts that are too long to compare have no counts, and of more characters than are taken apart nothing is told', () => {
  expect(replacedText(many('a', 2100), many('b', 2100)).lines).toBeUndefined();
  const long = '\n'.repeat(4 * 1024 * 1024);
  expect(replacedText(long, 'b')).toEqual({ lines: undefined, diff: '' });
  const block = `------- SEARCH\n${long}=======\nb\n+++++++ REPLACE\n`;
  expect(blocksOf(block)).toEqual({ blocks: 1, lines: undefined, diff: '' });
});

test('of blocks that are too much to compare all together the lines are not known', () => {
  const block = ['------- SEARCH\n', many('a', 1900), '=======\n', many('b', 1900), '+++++++ REPLACE\n'].join('');
  expect(blocksOf(block.repeat(2)).lines).toEqual({ added: 3800, removed: 3800 });
  expect(blocksOf(block.repeat(12))).toMatchObject({ blocks: 12, lines: undefined });
});

test('the final text is what stands between its tags', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const answer = `Saved.\n\n<final_file_content path="a.js">\n${text}\n</final_file_content>\n\nGo on.`;
      expect(finalTextIn(answer)).toBe(text);
    }),
  );
});

test('a checklist', () => {
  expect(checklist('# Plan\n- [x] one\n* [ ] two\n1. [-] three\nnone')).toEqual([
    { id: '1', text: 'one', status: 'completed' },
    { id: '2', text: 'two', status: 'pending' },
    { id: '3', text: 'three', status: 'in_progress' },
  ]);
});
