import { expect, it } from 'vitest';
import { endingOf, endingsOf, lackingWords } from '../../src/domain/rerun-words.ts';

const exited = (exit_code: number | null) => ({ exit_code, ended: null });

it.each([
  [exited(1), /^exit status 1$/],
  [exited(126), /could not be run$/],
  [exited(127), /not found$/],
  [exited(128), /^exit status 128$/],
  [exited(137), /^exit status 137: .*SIGKILL$/],
  [exited(128 + 35), /signal 35$/],
  [exited(255), /^exit status 255$/],
  [exited(null), /^ended by a signal$/],
  [{ exit_code: null, ended: 'late' as const }, /timeout_seconds/],
  [{ exit_code: null, ended: 'output' as const }, /too much/],
  [{ exit_code: 127, ended: 'setup' as const }, /setup failed: exit status 127: .*not found$/],
])('%j', (attempt, words) => {
  expect(endingOf(attempt)).toMatch(words);
});

it('attempts that ended alike are told once', () => {
  expect(endingsOf([exited(1)])).toBe('exit status 1');
  expect(endingsOf([exited(1), exited(1)])).toBe('exit status 1, 2 times');
  expect(endingsOf([exited(1), exited(0)])).toBe('exit status 1, then exit status 0');
});

it('the first of what is lacking is named', () => {
  expect(lackingWords([])).toBe('');
  expect(lackingWords(['a', 'b', 'c', 'd'])).toMatch(/ a, b, c$/);
});
