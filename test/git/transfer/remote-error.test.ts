import { expect, test } from 'vitest';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { isAway, toRemoteError } from '../../../src/git/transfer/remote-error.ts';

/** As ssh and git write it. */
const HOST_KEYS = [
  'Host key verification failed.\nfatal: Could not read from remote repository.',
  'No ED25519 host key is known for example.org and you have requested strict checking.\nHost key verification failed.',
  '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.',
];

test.each(HOST_KEYS)(
  'a host whose key ssh does not take is not reached, which says nothing of what it has: %j',
  (told) => {
    const error = toRemoteError(new OpenSessionError('git_failed', `git fetch failed: ${told}`));
    expect(error).toMatchObject({ code: 'remote_unreachable', hint: expect.stringMatching(/known_hosts/) });
    expect(isAway(error)).toBe(false);
  },
);

test('a key of a person that it does not take is denied', () => {
  const error = toRemoteError(new OpenSessionError('read_only', 'git@example.org: Permission denied (publickey).'));
  expect(error).toMatchObject({ code: 'remote_denied' });
  expect(isAway(error)).toBe(true);
});

test.each([
  [
    'ssh: connect to host example.org port 22: Connection refused\n',
    ': ssh: connect to host example.org port 22: Connection refused',
  ],
  ['a greeting\nERROR: Repository not found.\n', ': ERROR: Repository not found.'],
  ['', '.'],
])('that nothing can be read is told with what was said before it: %j', (said, end) => {
  const last = 'Could not read from remote repository.';
  const cause = new Error(`git ls-remote ended with 128 in /some/where: ${said}fatal: ${last}\n\nPlease make sure\n`);
  const error = toRemoteError(new OpenSessionError('git_failed', `git ls-remote failed: ${last}`, { cause }));
  expect(error).toMatchObject({ message: `git ls-remote failed: ${last.slice(0, -1)}${end}` });
});
