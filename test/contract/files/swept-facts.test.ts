import { describe, expect, test } from 'vitest';
import type { FileFact, Sweep } from '../../../src/contract/facts.ts';
import { withSwept } from '../../../src/contract/files/swept-facts.ts';

const at = (index: number) => ({ index, id: `event-${index}`, at: '2026-01-02T03:04:05Z' }) as unknown as Sweep['last'];

const fact = (one: Partial<FileFact>): FileFact => ({
  path: 'a.js',
  action: 'edited',
  unsettled: false,
  inside: true,
  lines_added: 1,
  lines_removed: 1,
  by: ['edit-tool'],
  first: at(1),
  last: at(1),
  ...one,
});

const told = (files: readonly FileFact[]) =>
  files.map(({ action, from, path }) => `${action} ${from === undefined ? '' : `${from} → `}${path}`);

const sweeps: readonly Sweep[] = [
  { path: 'old', deep: true, last: at(2) },
  { path: 'lib', deep: true, to: 'src', last: at(3) },
];

describe('files of folders that were taken away or moved', () => {
  test('stand in for the folders, by the command that did it', () => {
    const files = [fact({}), fact({ path: 'src', from: 'lib', action: 'renamed', by: ['shell'] })];
    const found = withSwept(files, { sweeps, swept: [{ path: 'old/b.js' }, { path: 'lib/c.js', to: 'src/c.js' }] });
    expect(told(found)).toEqual(['edited a.js', 'deleted old/b.js', 'renamed lib/c.js → src/c.js']);
    expect(found.map(({ last }) => last.index)).toEqual([1, 2, 3]);
  });

  test('are not told twice where the session named them, or the place where they went', () => {
    const files = [
      fact({ path: 'old/b.js', action: 'deleted' }),
      fact({ path: 'src/c.js', from: 'lib/c.js', action: 'renamed' }),
      fact({ path: 'src/d.js', action: 'created' }),
    ];
    const swept = [{ path: 'old/b.js' }, { path: 'lib/c.js', to: 'src/c.js' }, { path: 'lib/d.js', to: 'src/d.js' }];
    expect(withSwept(files, { sweeps, swept })).toEqual(files);
  });

  test('a file that stands now where a folder was is no folder', () => {
    const files = [fact({ path: 'old', action: 'created' })];
    expect(told(withSwept(files, { sweeps, swept: [{ path: 'old/b.js' }] }))).toEqual([
      'created old',
      'deleted old/b.js',
    ]);
  });

  test('a folder that stands now where another was is no file that was edited', () => {
    const files = [fact({ path: 'src', action: 'edited', by: ['shell'] }), fact({ path: 'srcs', by: ['shell'] })];
    const swept = [{ path: 'lib/c.js', to: 'src/c.js' }];
    expect(told(withSwept(files, { sweeps, swept }))).toEqual(['edited srcs', 'renamed lib/c.js → src/c.js']);
  });

  test('are none where nothing took them away', () => {
    expect(withSwept([], { sweeps, swept: [{ path: 'else/b.js' }] })).toEqual([]);
  });
});
