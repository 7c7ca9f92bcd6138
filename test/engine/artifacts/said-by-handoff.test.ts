/** What an artifact still answers for once a log is gone. */
import { expect, test } from 'vitest';
import type { RedactedText } from '../../../src/domain/handoff.ts';
import type { ManifestEntry } from '../../../src/domain/manifest.ts';
import type { PathState } from '../../../src/domain/path-state.ts';
import { sweptByManifest } from '../../../src/engine/said-by-handoff.ts';

const state = (letter: string, mode = '100644'): PathState => ({ mode, oid: letter.repeat(40) });

const entry = (path: string, rest: Partial<ManifestEntry>): ManifestEntry => ({
  path: path as RedactedText,
  before: state('a'),
  after: null,
  claimed: true,
  by: 'shell',
  key: null,
  ...rest,
});

test('what was taken away or made one that can be run without a name', () => {
  const { changes } = sweptByManifest({
    entries: [
      entry('gone', {}),
      entry('run', { after: state('a', '100755') }),
      entry('edited', { after: state('b', '100755') }),
      entry('link', { before: state('a', '120000'), after: state('a') }),
      entry('of-another', { claimed: false }),
      entry('by-hand', { by: 'hand' }),
      entry('not-known', { unknown_reason: 'a secret' }),
    ],
  });
  expect(changes.map(({ path, action }) => `${action} ${path}`)).toEqual(['deleted gone', 'edited run']);
});
