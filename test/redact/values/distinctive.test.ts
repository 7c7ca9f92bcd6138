import { expect, it } from 'vitest';
import { isDistinctive } from '../../../src/redact/values/distinctive.ts';
import { PASSWORD, noise } from '../rules/rule-fixtures.ts';

it.each([
  'postgres',
  'test-secret',
  'dummy_key',
  'dev-only-secret-not-for-production-use-placeholder',
  'SessionStoreV2',
  'accessTokenOfUser2',
  'AES-256-GCM',
  'feature/token-v2',
  '1a2b3c4d5e',
  '2026-11-26T10:00:00Z',
  'a1b2',
  'internationalization',
  'must not be',
])('%s may stand anywhere', (value) => {
  expect(isDistinctive(value)).toBe(false);
});

it.each([
  PASSWORD,
  ['Tr0ub', '4dor&3'].join(''),
  noise(16),
  noise(24, 'bcdfghjklmnpqrstvwxz'),
  noise(40, '0123456789abcdef'),
  ['correct', 'horse', 'battery', 'staple'].join(' '),
  `prefix-${noise(20)}`,
])('%s stands nowhere by chance', (value) => {
  expect(isDistinctive(value)).toBe(true);
});
