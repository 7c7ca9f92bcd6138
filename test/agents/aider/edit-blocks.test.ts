import { expect, test } from 'vitest';
import { editBlocks, heldBlocks } from '../../../src/agents/aider/edit-blocks.ts';

const block = (path: string, before: string, after: string): string =>
  `${path}\n\`\`\`js\n<<<<<<< SEARCH\n${before}=======\n${after}>>>>>>> REPLACE\n\`\`\`\n`;

const short = (answer: string, format?: string) =>
  editBlocks(answer, format).map(({ path, added, removed, text }) => [path, added, removed, text]);

test.each([
  ['a.js', 'a.js'],
  ['**src/a.js**', 'src/a.js'],
  ['`src/a.js`', 'src/a.js'],
  ['### src/a.js:', 'src/a.js'],
])('the name above a block: %s', (written, path) => {
  expect(short(block(written, 'one\n', 'two\n'))).toEqual([[path, 1, 1, undefined]]);
});

test('diff-fenced has the name inside the fence; a block without a name is of the file before', () => {
  const answer =
    '```js\na.js\n<<<<<<< SEARCH\none\n=======\ntwo\n>>>>>>> REPLACE\n\n\n\n<<<<<<< SEARCH\n=======\nnew\n>>>>>>> REPLACE\n```';
  expect(short(answer, 'diff-fenced')).toEqual([
    ['a.js', 1, 1, undefined],
    ['a.js', 1, 0, 'new\n'],
  ]);
});

test('a block that was cut is none', () => {
  expect(short('a.js\n```\n<<<<<<< SEARCH\none\n=======\ntwo')).toEqual([]);
});

test('lines that stay as they are do not count', () => {
  expect(short(block('a.js', 'a\nb\nc\nd\n', 'a\nx\nc\nd\ne\n'))).toEqual([['a.js', 2, 1, undefined]]);
});

test('udiff: lines by their signs, new files with their text', () => {
  const answer =
    '```diff\n--- a.js\n+++ a.js\n@@ ... @@\n-one\n+two\n+three\n x\n--- /dev/null\n+++ b.js\n@@ ... @@\n+hi\n```';
  expect(short(answer, 'udiff')).toEqual([
    ['a.js', 2, 1, undefined],
    ['b.js', 1, 0, 'hi\n'],
  ]);
});

test('whole: a listing below a name; other fenced text is none', () => {
  expect(short('a.js\n```js\nlet a;\n```\n\nRun it:\n\n```bash\nnode a.js\n```', 'whole')).toEqual([
    ['a.js', undefined, undefined, 'let a;\n'],
  ]);
});

test('of more edits than are held, or longer ones, the files alone are told: a part of the lines would be untrue', () => {
  const bare = { path: 'a.js', added: undefined, removed: undefined, diff: '', text: undefined };
  const answer = `${'words\n'.repeat(50_000)}${block('a.js', 'one\n', 'two\n').repeat(2100)}`;
  const told = heldBlocks(editBlocks(answer, undefined));
  expect(new Set(told)).toHaveLength(2000);
  for (const one of told) expect(one).toEqual(bare);
  const [edit] = editBlocks(block('a.js', 'one\n', 'two\n'), undefined);
  expect(heldBlocks([edit ?? bare])).toEqual([edit]);
  expect(heldBlocks([{ ...bare, diff: '+'.repeat(5_000_000) }])).toEqual([bare]);
});
