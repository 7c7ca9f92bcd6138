import { expect, it } from 'vitest';
import { stripAddresses, stripCredentials } from '../../src/git/strip-credentials.ts';

it.each([
  ['https://example.test/a/b.git', 'https://example.test/a/b.git'],
  ['https://user:word@example.test/a.git', 'https://example.test/a.git'],
  ['https://tokentokentoken@example.test/a.git', 'https://example.test/a.git'],
  ['https://x:p@ss@example.test:8443/a.git', 'https://example.test:8443/a.git'],
  ['https://user:pa/ss@example.test/a.git', 'https://example.test/a.git'],
  ['https://example.test/a.git?token=abc#frag', 'https://example.test/a.git'],
  ['https://example.test/@scope/a.git', 'https://example.test/@scope/a.git'],
  ['http://[::1]:80/a', 'http://[::1]:80/a'],
  ['ssh://git@example.test:22/a.git', 'ssh://git@example.test:22/a.git'],
  ['ssh://someone@example.test/a.git', 'ssh://example.test/a.git'],
  ['https://git:word@example.test/a.git', 'https://example.test/a.git'],
  ['git@example.test:a/b.git', 'git@example.test:a/b.git'],
  ['someone@example.test:a/b.git', 'example.test:a/b.git'],
  ['/srv/git/a@b.git', '/srv/git/a@b.git'],
  ['../sibling', '../sibling'],
  ['C:\\repos\\a', 'C:\\repos\\a'],
  ['file:///srv/a.git', 'file:///srv/a.git'],
  ['/srv/my work/a.git', '/srv/my work/a.git'],
  ['file:///srv/my work/a.git', 'file:///srv/my work/a.git'],
  ['C:\\Users\\Jane Doe\\a', 'C:\\Users\\Jane Doe\\a'],
  ['someone@example.test:my work/a.git', 'example.test:my work/a.git'],
  ["ext::sh -c 'x'", null],
  ['ext::x', null],
  ['https://a\nb', null],
  ['https://user:wo rd@example.test/a.git', null],
  ['https://example.test/my work/a.git?token=abc', null],
  ['ssh://someone@example.test/my work/a.git', null],
  ['someone else@example.test:work/a.git', null],
  ['', null],
])('%s', (address, stripped) => {
  expect(stripCredentials(address)).toBe(stripped);
});

it.each([
  [
    "fatal: unable to access 'https://example.test/a.git?t=a'b&u=c/': Could not resolve host: example.test",
    "fatal: unable to access 'https://example.test/a.git': Could not resolve host: example.test",
  ],
  [
    "error: failed to push some refs to 'https://me:word@example.test/a'",
    "error: failed to push some refs to 'https://example.test/a'",
  ],
  [
    'see https://example.test/a#word, and ssh://me@example.test/b.',
    'see https://example.test/a, and ssh://example.test/b.',
  ],
  [
    "fatal: '/srv/a.git' does not appear to be a git repository",
    "fatal: '/srv/a.git' does not appear to be a git repository",
  ],
])('of a text: %s', (text, stripped) => {
  expect(stripAddresses(text)).toBe(stripped);
});

it('takes a text of any length', () => {
  const text = `${'a'.repeat(1 << 18)}://h?${"'".repeat(1 << 18)}x`;
  expect(stripAddresses(text) === `${'a'.repeat(1 << 18)}://h`).toBe(true);
});
