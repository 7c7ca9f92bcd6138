import { expect, test } from 'vitest';
import { failureOf, failureText } from '../../src/cli/failure.ts';
import { OpenSessionError } from '../../src/domain/errors.ts';

test('an error of ours keeps its code, hint and exit status', () => {
  const error = new OpenSessionError('session_not_found', 'none', { hint: 'opensession session list' });
  expect(failureOf(error)).toEqual({
    failure: { code: 'session_not_found', message: 'none', hint: 'opensession session list' },
    exit: 3,
  });
});

test.each([new TypeError('x is not a function'), 'thrown text', undefined])('anything else is a bug: %s', (thrown) => {
  expect(failureOf(thrown)).toMatchObject({ failure: { code: 'bug' }, exit: 70 });
});

test('--verbose adds the chain of causes, also one that is a circle', () => {
  const inner = new Error('the disk');
  const error = new OpenSessionError('no_space', 'full', { cause: inner });
  inner.cause = error;
  const { failure } = failureOf(error);
  expect(failureText(failure, error, false)).not.toContain('the disk');
  expect(failureText(failure, error, true)).toContain('the disk');
});
