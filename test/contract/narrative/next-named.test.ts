import { expect, test } from 'vitest';
import { nextNamed } from '../../../src/contract/narrative/next-named.ts';

test.each([
  ['Done. Next: wire the cache. Then measure. Shall I?', ['wire the cache. Then measure.']],
  ['TODO: remove the flag', ['remove the flag']],
  ['**Remaining:** the Windows path', ['the Windows path']],
  ['## Next steps\n\n1. Wire the cache\n   - in memory\n2. Measure\n\nThat is all.', ['Wire the cache', 'Measure']],
  ['Next steps:\n- [x] Wire the cache\n- [ ] Measure', ['Measure']],
  ['**Still open**\n- docs', ['docs']],
  ['Remaining: none.', []],
  ['Remaining agents are checked in order.', []],
  ['Next.js: 15.5.2', []],
  ['Next I ran the tests.', []],
  ['다음 단계: 캐시 연결', ['캐시 연결']],
  ['下一步：接入缓存', ['接入缓存']],
  ['## 次のステップ\n- キャッシュを繋ぐ', ['キャッシュを繋ぐ']],
  ['```\nTODO: not this\n```', []],
])('%s', (message, named) => {
  expect(nextNamed(message)).toEqual(named);
});

test('a list is bounded', () => {
  const items = Array.from({ length: 100 }, (_, index) => `- step ${index}`);
  expect(nextNamed(['Next steps:', ...items].join('\n'))).toHaveLength(20);
});
