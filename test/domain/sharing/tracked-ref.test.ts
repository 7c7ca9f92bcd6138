import { expect, test } from 'vitest';
import { trackedRef } from '../../../src/domain/sharing/tracked-ref.ts';

const REF = 'refs/opensession/handoff/artifacts/one';

test.each([
  ['+refs/opensession/*:refs/remotes/o/os/*', 'refs/remotes/o/os/handoff/artifacts/one'],
  ['refs/*:refs/copies/*', 'refs/copies/opensession/handoff/artifacts/one'],
  [`${REF}:refs/copies/it`, 'refs/copies/it'],
  ['refs/opensession/*/one:refs/copies/*/$&', 'refs/copies/handoff/artifacts/$&'],
  ['+refs/heads/*:refs/remotes/o/*', undefined],
  ['refs/opensession/*/two:refs/copies/*', undefined],
  [`${REF}*one:refs/copies/*`, undefined],
  [`${REF}s:refs/copies/it`, undefined],
  [REF, undefined],
  [`^${REF}`, undefined],
  ['', undefined],
])('%s', (spec, tracked) => {
  expect(trackedRef(spec, REF)).toBe(tracked);
});
