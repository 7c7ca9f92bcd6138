import { describe, expect, test } from 'vitest';
import type { Artifact } from '../../src/domain/artifact.ts';
import type { CheckRun, Handoff } from '../../src/domain/handoff.ts';
import { judgeChecks } from '../../src/judging/judge-checks.ts';
import type { Manifest } from '../../src/domain/manifest.ts';
import type { ReadArtifact } from '../../src/judging/read-artifact.ts';
import { exampleHandoff, text } from '../domain/example-handoff.ts';

const [exampleRun] = exampleHandoff().verification.checks_run;
if (exampleRun === undefined) throw new Error('the example has no run');
const base = exampleRun;

/** A session that ran `npm test`, in order. */
const session = (...runs: readonly Partial<CheckRun>[]): Handoff => sessionOf('npm test', ...runs);

const sessionOf = (id: string, ...runs: readonly Partial<CheckRun>[]): Handoff => {
  const all = runs.map((run, at) => ({ ...base, check_id: text(id), event_id: `e${at}`, ...run }));
  const spoken = all.findLast(({ status }) => status !== 'unknown') ?? all.at(-1) ?? base;
  const check = {
    id: text(id),
    kind: 'test' as const,
    command: text(id),
    final: spoken.status,
    stale: false,
    masked: false,
    runs: all.map(({ status }) => status),
    last_event_id: spoken.event_id,
  };
  const { verification } = exampleHandoff();
  return exampleHandoff({ verification: { ...verification, checks_run: all, checks: [check] } });
};

const read = (id: string, ...payload: readonly Handoff[]): ReadArtifact => ({
  id,
  version: id,
  named: null,
  trust: 'recorded',
  signature: { state: 'unsigned', by: null, reason: null },
  problems: [],
  artifact: { payload } as unknown as Artifact,
  manifest: null,
  links: [],
  differing: [],
});

const judgeAll = (
  artifacts: readonly ReadArtifact[],
  others: readonly ReadArtifact[] = [],
  isInert = (_: string): boolean => false,
  id = 'npm test',
  command = 'npm test',
) =>
  judgeChecks({
    artifacts,
    others,
    required: [
      {
        name: 'tests',
        command,
        cwd: '.',
        definition: [],
        rerun: false,
        setup: '',
        network: false,
        timeout_seconds: 1,
      },
    ],
    sought: new Map([['tests', { id, words: null }]]),
    accept: ['recorded'],
    reruns: [],
    witnessed: new Map(),
    redefined: new Set(),
    isInert,
  });

const judge = (...told: Parameters<typeof judgeAll>) => judgeAll(...told)[0];

const PASSED = { status: 'passed', exit_code: 0 } as const;
const FAILED = { status: 'failed', exit_code: 1 } as const;

describe('what changed after a run', () => {
  const at = '2026-01-01T12:00:00Z';
  const touched = (...paths: string[]): ReadArtifact => ({
    ...read('base:one', session({ ...PASSED, at })),
    manifest: {
      hidden: [],
      checks: [],
      touched: paths.map((path) => ({ path, at: '2026-01-01T13:00:00Z' })),
    } as unknown as Manifest,
  });

  test('by the times of files makes it stale, and is told', () => {
    expect(judge([touched('a.ts', 'b.ts')])).toMatchObject({ doubts: ['stale'], changed: ['a.ts', 'b.ts'] });
    expect(judge([touched()])).toMatchObject({ doubts: [], changed: [] });
  });

  test('is nothing where no check depends on it', () => {
    const isInert = (path: string): boolean => path.endsWith('.md');
    expect(judge([touched('README.md')], [], isInert)).toMatchObject({ doubts: [], changed: [] });
    expect(judge([touched('README.md', 'a.ts')], [], isInert)).toMatchObject({ doubts: ['stale'], changed: ['a.ts'] });
  });
});

describe('the last run counts', () => {
  test('by the time that it was, wherever the clock stood', () => {
    const early = session({ ...PASSED, at: '2026-01-01T12:00:00+02:00' });
    const late = session({ ...FAILED, at: '2026-01-01T10:30:00Z' });
    expect(judge([read('base:late', late), read('base:early', early)])).toMatchObject({ status: 'failed' });
  });

  test('of two sessions in one artifact that ran beside each other', () => {
    const first = session({ ...FAILED, at: '2026-01-01T12:00:00Z' });
    const second = session({ ...PASSED, at: '2026-01-01T11:00:00Z' });
    expect(judge([read('base:both', first, second)])).toMatchObject({ status: 'failed', outcome: 'contradicted' });
  });

  test('but for one that says nothing, which takes nothing back', () => {
    const doubts = [{ kind: 'masked' as const, detail: text('| tail') }];
    const masked = { status: 'unknown' as const, exit_code: null, at: '2026-01-01T12:00:00Z', doubts };
    const found = judge([read('base:one', session({ ...PASSED, at: '2026-01-01T11:00:00Z', doubts: [] }, masked))]);
    expect(found).toMatchObject({ status: 'passed', doubts: [] });
  });
});

describe('a stricter run', () => {
  const seen = (required: string, run: string, status: Partial<CheckRun>) =>
    judge([read('base:one', sessionOf(run, { ...status, doubts: [] }))], [], () => true, required);

  test('that passes speaks for the plain check', () => {
    expect(seen('clippy', 'clippy +[-D warnings]', PASSED)).toMatchObject({ status: 'passed', doubts: [] });
    expect(seen('clippy', 'clippy [a] +[-D warnings]', PASSED)).toMatchObject({ doubts: ['narrowed'] });
    expect(seen('clippy', 'clippy +[-D warnings]', FAILED)).toMatchObject({ status: 'absent' });
    expect(seen('clippy', 'clippy [a] +[-D warnings]', FAILED)).toMatchObject({ status: 'absent' });
  });

  test('speaks for one that asks for less, whatever else it asks for', () => {
    const [more, less] = ['clippy +[--all-targets --workspace -D warnings]', 'clippy +[--workspace]'];
    expect(seen(less, more, PASSED)).toMatchObject({ status: 'passed', doubts: [] });
    expect(seen('clippy +[-D warnings]', more, PASSED)).toMatchObject({ status: 'passed', doubts: [] });
    expect(seen('clippy +[-D x]', more, PASSED)).toMatchObject({ status: 'absent' });
    expect(seen(less, more, FAILED)).toMatchObject({ status: 'absent' });
    expect(seen(more, less, PASSED)).toMatchObject({ status: 'absent' });
    expect(seen(more, less, FAILED)).toMatchObject({ outcome: 'contradicted' });
  });

  test('is told by its command where an earlier version named it as the plain one', () => {
    const session = sessionOf('npm test', { ...PASSED, cwd: text('.'), doubts: [] });
    expect(judge([read('base:one', session)], [], () => true, 'npm test +[--strict]')).toMatchObject({
      status: 'passed',
      doubts: [],
    });
    expect(judge([read('base:one', session)], [], () => true, 'npm run lint')).toMatchObject({ status: 'absent' });
  });

  test('is not shown by a plain one, which contradicts it where it fails', () => {
    expect(seen('clippy +[-D warnings]', 'clippy', PASSED)).toMatchObject({ status: 'absent' });
    expect(seen('clippy +[-D warnings]', 'clippy', FAILED)).toMatchObject({ outcome: 'contradicted' });
    expect(seen('clippy +[-D warnings]', 'clippy [a]', FAILED)).toMatchObject({ outcome: 'contradicted' });
  });
});

describe('a check that asks for coverage', () => {
  const AT = ['2026-01-01T12:00:00Z', '2026-01-01T12:00:01Z'] as const;
  const required = (command: string, { missed, plain }: { missed: string; plain: string }, id = 'jest +[--coverage]') =>
    judge(
      [
        read(
          'base:one',
          sessionOf('jest', { ...PASSED, at: plain, doubts: [] }),
          sessionOf(id, { ...FAILED, at: missed, doubts: [] }),
        ),
      ],
      [],
      () => true,
      'jest',
      command,
    );

  test.each([
    { plain: AT[0], missed: AT[1] },
    { plain: AT[1], missed: AT[0] },
  ])('has failed where its threshold was missed, whatever passes without: %j', (times) => {
    const limit = 'jest +[--coverage --coverageThreshold=9]';
    expect(required('npx jest --coverage', times)).toMatchObject({ status: 'failed' });
    expect(required('npx jest --coverage --coverageThreshold=9', times, limit)).toMatchObject({ status: 'failed' });
    expect(required('npx jest --coverage', times, limit)).toMatchObject({ status: 'passed' });
    expect(required('npx jest', times)).toMatchObject({ status: 'passed' });
  });

  test('passes where a later session of the same artifact ran it with coverage', () => {
    const missed = sessionOf('jest +[--coverage]', { ...FAILED, at: AT[0], doubts: [] });
    const later = sessionOf('jest', { ...PASSED, at: AT[1], doubts: [], command: text('npx jest --coverage') });
    const found = judge([read('base:one', missed, later)], [], () => true, 'jest', 'npx jest --coverage');
    expect(found).toMatchObject({ status: 'passed' });
  });

  const proven = (command: string, ...ran: readonly string[]) => {
    const runs = ran.map((one, index) => ({ ...PASSED, at: AT[index] ?? AT[1], doubts: [], command: text(one) }));
    const artifact = { ...read('base:one', sessionOf('jest', ...runs)), trust: 'witnessed' as const };
    const found = judgeAll([artifact], [], () => true, 'jest', command);
    return found.map(({ outcome, doubts }) => [outcome, ...doubts].join(' ')).join();
  };

  test.each([
    ['npx jest --coverage', ['npx jest'], 'cannot-tell narrowed'],
    ['npx jest --coverage', ['npx jest --coverage'], 'proved'],
    ['npx jest --coverage', ['npx jest --coverage', 'npx jest'], 'proved'],
    ['npx jest --coverage', ['npx jest --coverage --coverageThreshold={}'], 'cannot-tell narrowed'],
    ['npx jest --coverage --coverageThreshold 9', ['npx jest --coverageThreshold=9 --coverage'], 'proved'],
    ['npx jest', ['npx jest --coverage'], 'proved'],
    ['npx jest --exclude=discovery', ['npx jest --exclude discovery'], 'proved'],
  ])('%s is shown by a pass that asks for the same: %j', (command, ran, shown) => {
    expect(proven(command, ...ran)).toBe(shown);
  });

  test.each([
    ['npx jest --coverage --coverageThreshold 9', 'jest +[--coverage --coverageThreshold=9]'],
    [
      `npx jest --coverage --coverageThreshold '{"global": {"lines": -9}}'`,
      'jest +[--coverage --coverageThreshold={global: {lines: -9}}]',
    ],
  ])('a threshold of several words is the one that was missed: %s', (command, missed) => {
    const times = { plain: AT[1], missed: AT[0] };
    expect(required(command, times, missed)).toMatchObject({ status: 'failed' });
  });
});
