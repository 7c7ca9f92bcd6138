import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { lineForTerminal } from '../../src/formats/terminal.ts';
import { shellWord } from '../../src/domain/shell-word.ts';

test.each(['handoffs.tar', 'of a colleague.tar', "it's $HOME `x`", '', '~/a', 'a\\b;c', 'ä ö'])(
  'a shell reads %j as one word',
  (text) => {
    const read = execFileSync('sh', ['-c', `printf '[%s]' ${shellWord(text)}`], { encoding: 'utf8' });
    expect(read).toBe(`[${text}]`);
  },
);

test('what needs no quotes has none', () => {
  expect(shellWord('dir/handoffs-1.tar')).toBe('dir/handoffs-1.tar');
});

const HIDDEN = [
  'a  b',
  ' a ',
  'a\nb',
  "a\r\n::error::it's \\",
  'a\u001B[31m\u0007\u007F',
  'a\u202Eb\u2066',
  'a\u2028\u00A0\t',
  '\u3164\u2800\uFEFF',
  '-n  100%d \\\\040 it\'s!x $HOME `x` "',
  'a  b\n\n',
];

test.each(HIDDEN)('%j is shown and pasted as what it is', (text) => {
  const word = shellWord(text);
  expect(lineForTerminal(word)).toBe(word);
  expect(word).toMatch(/^[ -~]*$/);
  // dash has no quotes for line ends at the end
  for (const shell of text.endsWith('\n') ? ['bash'] : ['bash', 'sh']) {
    const read = execFileSync(shell, ['-c', `printf '[%s]' ${word}`], { encoding: 'utf8' });
    expect(read).toBe(`[${text}]`);
  }
});

test('what zsh reads as the path of a program is quoted', () => {
  expect(shellWord('=ls')).toBe("'=ls'");
  expect(shellWord('a=b')).toBe('a=b');
});
