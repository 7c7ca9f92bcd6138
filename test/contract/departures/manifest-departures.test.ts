import { expect, test } from 'vitest';
import { manifestDepartures } from '../../../src/contract/departures/manifest-departures.ts';
import type { Manifest, ManifestEntry } from '../../../src/domain/manifest.ts';
import type { PathState } from '../../../src/domain/path-state.ts';
import { exampleHandoff, text } from '../../domain/example-handoff.ts';

const derived = exampleHandoff();
const { session_id, files_modified } = derived;
const checks: Manifest['checks'] = derived.verification.checks.map((check) => ({ ...check, session_id }));
const state = (letter: string): PathState => ({ mode: '100644', oid: letter.repeat(40) });

const entry = (path: string, more: Partial<ManifestEntry> = {}): ManifestEntry => ({
  path: text(path),
  before: state('a'),
  after: state('b'),
  claimed: true,
  by: 'shell',
  key: null,
  ...more,
});

const departing = (
  manifest: Partial<Manifest>,
  files: readonly object[] = files_modified,
  removed: readonly string[] = [],
) =>
  manifestDepartures(
    { entries: [], claims: [], checks: [], ...manifest },
    {
      derived,
      sweeps: removed.map((path) => ({ path, deep: true })),
      payload: [{ ...derived, files_modified: files }],
    },
  );

test('checks that the session makes are its own', () => {
  expect(checks.length).toBeGreaterThan(0);
  expect(departing({ checks })).toEqual([]);
});

test('a check that it never ran, or that ended otherwise, is told, whosever it says to be', () => {
  const [check] = checks;
  if (check === undefined) throw new Error('the example ran nothing');
  expect(departing({ checks: [{ ...check, id: text('never ran') }] })).toEqual(['manifest.checks']);
  expect(departing({ checks: [{ ...check, final: check.final === 'passed' ? 'failed' : 'passed' }] })).toEqual([
    'manifest.checks',
  ]);
  expect(departing({ checks: [{ ...check, session_id: 'nobody' }] })).toEqual(['manifest.checks']);
});

test('claims are of files that a handoff names: by name, below a folder, in a submodule, in another spelling', () => {
  expect(departing({ entries: [entry('src/login.ts'), entry('src/sessions.ts'), entry('src/session.ts')] })).toEqual(
    [],
  );
  expect(departing({ entries: [entry('Src/Login.ts')] })).toEqual([]);
  expect(departing({ entries: [entry('build/deep/a.js')] }, [{ path: 'build/' }])).toEqual([]);
  const before = { mode: '160000', oid: 'c'.repeat(40) };
  expect(departing({ entries: [entry('lib', { before })] }, [{ path: 'lib/src/a.c' }])).toEqual([]);
  expect(departing({ entries: [entry('rider.ts', { claimed: false, by: 'unknown' })] })).toEqual([]);
});

test('a claim of a file that none names is told', () => {
  expect(departing({ entries: [entry(`deep/${'a/'.repeat(100)}f`)] }, [{ path: 'deep/' }])).toEqual([
    'manifest.entries',
  ]);
  expect(departing({ entries: [entry('rider.ts')] })).toEqual(['manifest.entries']);
  expect(departing({ entries: [entry('lib')] }, [{ path: 'lib/src/a.c' }])).toEqual(['manifest.entries']);
});

test('what is gone with a folder that the session took away is its own, and nothing else in it', () => {
  const gone = entry('lib/deep/a.js', { after: null });
  expect(departing({ entries: [gone] }, [], ['lib'])).toEqual([]);
  expect(departing({ entries: [gone] }, [], ['li', 'lib/deep/a'])).toEqual(['manifest.entries']);
  expect(departing({ entries: [entry('lib/deep/a.js')] }, [], ['lib'])).toEqual(['manifest.entries']);
});

test('the other side of a move that the session made is its own', () => {
  const moved = [{ path: 'new', from: 'unknown', action: 'renamed' }];
  const entries = [
    entry('new', { before: null, after: state('a') }),
    entry('old', { before: state('a'), after: null }),
  ];
  expect(departing({ entries }, moved)).toEqual([]);
  expect(departing({ entries: [...entries, entry('rider', { before: state('d') })] }, moved)).toEqual([
    'manifest.entries',
  ]);
});

test('what can be run now by a pattern of the session is its own, where nothing else of it was changed', () => {
  const run = (before: PathState, after: PathState) =>
    manifestDepartures(
      { entries: [entry('d/a.js', { before, after })], claims: [], checks: [] },
      {
        derived,
        sweeps: [{ path: 'd/*.js', names: 'shown', deep: false, kept: true, mode: '+x' }],
        payload: [{ ...derived, files_modified: [] }],
      },
    );
  expect(run(state('a'), { mode: '100755', oid: 'a'.repeat(40) })).toEqual([]);
  expect(run(state('a'), { mode: '100755', oid: 'b'.repeat(40) })).toEqual(['manifest.entries']);
});
