import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellWord } from '../../src/domain/shell-word.ts';

it.each([
  ['src/a.ts', 'src/a.ts'],
  ['-rf', './-rf'],
  ['a b', "'a b'"],
  ["it's", "'it'\\''s'"],
  ['$(touch x)', "'$(touch x)'"],
  ['', "''"],
])('%j', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

it.skipIf(process.platform === 'win32')('is one word to a shell, whatever is in it', () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    '`',
    '$(',
    ')',
    '${x}',
    '\\',
    ';',
    '&',
    '|',
    '\n',
    ' ',
    '*',
    '~',
    '!',
    '#',
    '-',
    'a',
    'é',
  );
  const texts = fc
    .sample(fc.array(piece, { maxLength: 12 }), { numRuns: 300, seed: 3 })
    .map((pieces) => pieces.join(''));
  const script = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`).join('\n');
  const { stdout, stderr, status } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.split('\0').slice(0, -1)).toEqual(texts.map((text) => (text.startsWith('-') ? `./${text}` : text)));
});
