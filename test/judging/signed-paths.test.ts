import { describe, expect, test } from 'vitest';
import type { ChangeFacts } from '../../src/domain/change-facts.ts';
import type { RedactedText } from '../../src/domain/handoff.ts';
import { MANIFEST_SCHEMA } from '../../src/domain/manifest.ts';
import type { PathState, StateChange } from '../../src/domain/path-state.ts';
import type { Trust } from '../../src/domain/judgement.ts';
import { candidateOf } from '../../src/judging/candidate-of.ts';
import type { ReadArtifact } from '../../src/judging/read-artifact.ts';
import { needsSignature, signedPaths, signedVersions } from '../../src/judging/signed-paths.ts';

const state = (digit: string): PathState => ({ mode: '100644', oid: digit.repeat(40) });
const [A, B, C] = [state('a'), state('b'), state('c')];
const person = { name: 'A Person', email: 'person@example.test', time: 0 };

/** One path and one commit: from A to C. */
const facts: ChangeFacts = {
  object_format: 'sha1',
  head: '1'.repeat(40),
  head_tree: '2'.repeat(40),
  base_tip: '3'.repeat(40),
  merge_bases: ['3'.repeat(40)],
  paths: new Map([['a.txt', { bases: [A], head: C }]]),
  unchanged: new Map(),
  commits: [
    {
      oid: '1'.repeat(40),
      parents: ['3'.repeat(40)],
      tree: '2'.repeat(40),
      author: person,
      committer: person,
      message: 'work',
      changes: [new Map([['a.txt', { before: A, after: C }]])],
      is_clean_merge: false,
    },
  ],
  base_states: new Map(),
};

const read = (id: string, trust: Trust, { before, after }: StateChange): ReadArtifact => ({
  id: `base:${id}`,
  version: '4'.repeat(40),
  named: null,
  trust,
  signature: { state: trust === 'recorded' ? 'unsigned' : 'trusted', by: null, reason: null },
  problems: [],
  artifact: null,
  manifest: {
    schema: MANIFEST_SCHEMA,
    object_format: 'sha1',
    start: null,
    base: null,
    tree: null,
    tree_undefined_reason: null,
    entries: [{ path: 'a.txt' as RedactedText, before, after, claimed: true, by: 'edit-tool', key: null }],
    cut: 0,
    unresolved: [],
    hidden: [],
    touched: [],
    claims: [],
    checks: [],
  },
  links: [],
  differing: null,
});

const signed = (...versions: readonly ReadArtifact[]): object =>
  Object.fromEntries(
    signedPaths(
      facts,
      signedVersions(versions).map((version) => ({ id: version.id, candidate: candidateOf(version, new Map()) })),
    ),
  );

describe('a signature answers for a path', () => {
  test('whoever else claims the same', () => {
    const step = { before: A, after: C };
    expect(signed(read('agent', 'recorded', step), read('person', 'vouched', step))).toEqual({
      'a.txt': ['base:person'],
    });
  });

  test('where others came there by steps of their own', () => {
    expect(
      signed(
        read('one', 'recorded', { before: A, after: B }),
        read('two', 'recorded', { before: B, after: C }),
        read('person', 'vouched', { before: A, after: C }),
      ),
    ).toEqual({ 'a.txt': ['base:person'] });
  });

  test('with all that sign a part of the way', () => {
    expect(
      signed(read('one', 'vouched', { before: A, after: B }), read('two', 'witnessed', { before: B, after: C })),
    ).toEqual({ 'a.txt': ['base:one', 'base:two'] });
  });

  test.each([
    ['of which nobody signed', [read('agent', 'recorded', { before: A, after: C })]],
    [
      'of which a step is unsigned',
      [read('one', 'recorded', { before: A, after: B }), read('two', 'vouched', { before: B, after: C })],
    ],
    [
      'that was signed at another state',
      [read('agent', 'recorded', { before: A, after: C }), read('person', 'vouched', { before: A, after: B })],
    ],
    [
      'that was signed from another state',
      [read('agent', 'recorded', { before: A, after: C }), read('person', 'vouched', { before: B, after: C })],
    ],
    ['whose handoff is invalid', [read('agent', 'absent', { before: A, after: C })]],
  ])('and for none %s', (_, versions) => {
    expect(signed(...versions)).toEqual({});
  });
});

test('where a policy asks for a signature', () => {
  const check = {
    name: 'tests',
    command: 'npm test',
    cwd: '.',
    definition: ['package.json'],
    rerun: false,
    setup: '',
    network: false,
    timeout_seconds: 600,
  };
  const policy = { require_signed: false, protect: ['src/**'], required_checks: [check] };
  const none = { paths: new Map(), commits: [] };
  const paths = ['src/a.js', 'package.json', 'lib/.gitattributes', 'a.txt'];
  expect(paths.filter(needsSignature(none, policy))).toEqual(['src/a.js', 'package.json', 'lib/.gitattributes']);
  expect(paths.filter(needsSignature(none, { ...policy, required_checks: [] }))).toEqual(['src/a.js']);
  expect(paths.filter(needsSignature(none, { ...policy, require_signed: true }))).toEqual(paths);
});
