import { expect, it } from 'vitest';
import { stripCredentials } from '../../src/git/strip-credentials.ts';

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
  ["ext::sh -c 'x'", null],
  ['ext::x', null],
  ['https://a\nb', null],
  ['', null],
])('%s', (address, stripped) => {
  expect(stripCredentials(address)).toBe(stripped);
});
