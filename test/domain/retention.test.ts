import { describe, expect, it, test } from 'vitest';
import { parseAge } from '../../src/domain/age.ts';
import { toArtifactId } from '../../src/domain/refs.ts';
import { type ArchivePolicy, type BranchFacts, type WorkRecord, judgeRetention } from '../../src/domain/retention.ts';
import { LIVE_BUDGET, retentionFindings } from '../../src/domain/retention-findings.ts';

const work = (change: Partial<WorkRecord> = {}): WorkRecord => ({
  id: toArtifactId('one'),
  commit: 'tip',
  updated_at: '2026-01-01T00:00:00Z',
  branch: 'topic',
  commits: [],
  heads: [],
  trees: [],
  states: [],
  keys: [],
  problem: null,
  ...change,
});
const facts = (change: Partial<BranchFacts> = {}): BranchFacts => ({
  into: 'refs/heads/main',
  open: new Map(),
  openWork: new Map(),
  mergedCommits: new Set(),
  mergedKeys: new Set(),
  ...change,
});
const now = Date.parse('2026-04-11T00:00:00Z');
const policy = (change: Partial<ArchivePolicy> = {}): ArchivePolicy => ({
  ids: new Set(),
  merged: true,
  olderThan: null,
  notBefore: new Map(),
  now,
  ...change,
});
const judged = (...args: Parameters<typeof judgeRetention>) => {
  const { action, reason, branch } = judgeRetention(...args);
  return [action, reason, branch];
};

describe('an artifact is archived', () => {
  it('when all commits of its session, or all states that it claims, are merged', () => {
    const main = 'refs/heads/main';
    const merged = facts({ mergedCommits: new Set(['a', 'b']), mergedKeys: new Set(['k', 'l']) });
    expect(judged(work({ commits: ['a', 'b'] }), merged, policy())).toEqual(['archive', 'merged-commits', main]);
    expect(judged(work({ states: ['k', 'l'] }), merged, policy())).toEqual(['archive', 'merged-states', main]);
    for (const some of [work({ commits: ['a', 'c'] }), work({ states: ['k', 'm'] }), work({ heads: ['a'] }), work()])
      expect(judged(some, merged, policy())).toEqual(['stay', 'not-merged', null]);
  });

  it('when it is old, if its age is known', () => {
    const old = policy({ merged: false, olderThan: parseAge('90d', '--x') });
    expect(judged(work(), facts(), old)).toEqual(['archive', 'old', null]);
    expect(judged(work({ updated_at: '2026-03-01T00:00:00Z' }), facts(), old)).toEqual(['stay', 'recent', null]);
    const proved = policy({ ...old, notBefore: new Map([['tip', Date.parse('2026-03-01T00:00:00Z')]]) });
    expect(judged(work({ updated_at: '1970-01-01T00:00:00Z' }), facts(), proved)).toEqual(['stay', 'recent', null]);
    for (const updated_at of [null, 'soon'])
      expect(judged(work({ updated_at }), facts(), old)).toEqual(['stay', 'recent', null]);
  });
});

describe('an artifact stays', () => {
  it.each([
    ['branch', work({ branch: 'open' })],
    ['commit', work({ commits: ['c', 'x'] })],
    ['head', work({ heads: ['x'] })],
    ['tree', work({ trees: ['x'] })],
    ['state', work({ states: ['x'] })],
    ['state of an older version', work({ keys: ['x'] })],
  ])('while an open branch has its %s, also if it is merged, old or named', (_, one) => {
    const open = facts({
      open: new Map([['open', 'refs/heads/open']]),
      openWork: new Map([['x', 'refs/heads/open']]),
      mergedCommits: new Set(['c', 'x']),
    });
    const all = policy({ ids: new Set(['one']), olderThan: 1 });
    expect(judged(one, open, all)).toEqual(['stay', 'open-branch', 'refs/heads/open']);
  });

  it('when it cannot be read, whatever selects it', () => {
    expect(judged(work({ problem: 'x' }), facts(), policy({ ids: new Set(['one']), olderThan: 1 }))).toEqual([
      'stay',
      'unreadable',
      null,
    ]);
  });
});

test('an age is a count of days, weeks or years', () => {
  expect([parseAge('1d', '--x'), parseAge('2w', '--x'), parseAge('1y', '--x')]).toEqual([
    86_400_000, 1_209_600_000, 31_536_000_000,
  ]);
  for (const text of ['', '90', 'd', '1.5d', '-1d', '9999999d', '3m'])
    expect(() => parseAge(text, '--x')).toThrow(expect.objectContaining({ code: 'usage' }));
});

test('more live artifacts than the budget are a warning', () => {
  expect(retentionFindings(LIVE_BUDGET)).toEqual([]);
  expect(retentionFindings(LIVE_BUDGET + 1)).toMatchObject([{ code: 'artifacts_over_budget', severity: 'warning' }]);
});
