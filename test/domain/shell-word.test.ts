import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
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
