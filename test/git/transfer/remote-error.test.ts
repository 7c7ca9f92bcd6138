import { expect, test } from 'vitest';
import { OpenSessionError } from '../../../src/domain/errors.ts';
import { isAway, toRemoteError } from '../../../src/git/transfer/remote-error.ts';

const ADDRESS = 'https://example.org/a.git';

test.each([
  ['remote_denied', 'fatal: Authentication failed for that'],
  ['remote_unreachable', 'fatal: Could not resolve host: example.org'],
])('a hint asks the remote as one can ask it, without what may be a secret: %s', (code, said) => {
  const of = (address: string): unknown => toRemoteError(new OpenSessionError('git_failed', said), address);
  expect(of('file:///a b/c.git')).toMatchObject({
    code,
    hint: expect.stringMatching(/: git ls-remote 'file:\/\/\/a b\/c\.git'$/),
  });
  expect(of(`https://${['ada', 'word'].join(':')}@example.org/a.git`)).toMatchObject({
    code,
    hint: expect.stringMatching(/: git ls-remote https:\/\/example\.org\/a\.git$/),
  });
  expect(of('ext::sh -c x')).toMatchObject({ code, hint: expect.stringMatching(/: git ls-remote$/) });
});

/** As ssh and git write it. */
const HOST_KEYS = [
  'Host key verification failed.\nfatal: Could not read from remote repository.',
  'No ED25519 host key is known for example.org and you have requested strict checking.\nHost key verification failed.',
  '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nHost key verification failed.',
];

test.each(HOST_KEYS)(
  'a host whose key ssh does not take is not reached, which says nothing of what it has: %j',
  (told) => {
    const error = toRemoteError(new OpenSessionError('git_failed', `git fetch failed: ${told}`), ADDRESS);
    expect(error).toMatchObject({ code: 'remote_unreachable', hint: expect.stringMatching(/known_hosts/) });
    expect(isAway(error)).toBe(false);
  },
);

test('a key of a person that it does not take is denied', () => {
  const error = toRemoteError(
    new OpenSessionError('read_only', 'git@example.org: Permission denied (publickey).'),
    ADDRESS,
  );
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
  const error = toRemoteError(new OpenSessionError('git_failed', `git ls-remote failed: ${last}`, { cause }), ADDRESS);
  expect(error).toMatchObject({ message: `git ls-remote failed: ${last.slice(0, -1)}${end}` });
});
