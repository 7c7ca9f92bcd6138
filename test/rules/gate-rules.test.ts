import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/domain/default-policy.ts';
import { GATE_REPORT_SCHEMA } from '../../src/domain/gate-report.ts';
import type { JudgedRerun, Judgement } from '../../src/domain/judgement.ts';
import type { EffectivePolicy } from '../../src/domain/policy.ts';
import { validateGateReport } from '../../src/generated/validate-gate-report.js';
import { applyGateRules } from '../../src/rules/gate/apply-rules.ts';
import type { GateRule } from '../../src/rules/gate/gate-rule.ts';
import { gateRules } from '../../src/rules/gate/index.ts';
import { artifact, check, type GateFixture, type GateFixtures, judgement, policyOf, rerun } from './gate/make.ts';

const SHARED = [
  'index',
  'gate-rule',
  'apply-rules',
  'check-rule',
  'path-rule',
  'outside-rule',
  'problem-rule',
  'pinned-hint',
  'rerun-story',
  'signing-hint',
  'git-hint',
  'save-hint',
  'is-asked',
];
const files = readdirSync(join(import.meta.dirname, '../../src/rules/gate'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace('.ts', ''))
  .filter((name) => !SHARED.includes(name));

const ruleOf = async (file: string): Promise<GateRule> => {
  const exported = Object.values(
    (await import(`../../src/rules/gate/${file}.ts`)) as { readonly [name: string]: GateRule },
  );
  const [rule] = exported;
  if (rule === undefined || exported.length > 1) throw new Error(`expected one rule in ${file}`);
  return rule;
};

const effective = ({ policy }: GateFixture, strict = false): EffectivePolicy => {
  const sources = Object.fromEntries(Object.keys(DEFAULT_POLICY).map((key) => [key, 'default' as const]));
  return {
    policy: policyOf(policy),
    strict,
    sources: sources as EffectivePolicy['sources'],
    blob: null,
    read_from: null,
  };
};

/** As it would be printed. */
const reportOf = (judged: Judgement, findings: ReturnType<typeof applyGateRules>) => ({
  ...judged,
  schema: GATE_REPORT_SCHEMA,
  subject_digest: '0'.repeat(64),
  verdict: 'pass',
  findings,
  counts: { proved: 0, contradicted: 0, unknown: 0, errors: 0, warnings: 0, notes: 0 },
});

describe('the list', () => {
  it('has distinct codes, and all rules that there are', async () => {
    const codes = gateRules.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(await Promise.all(files.map(ruleOf)))).toEqual(new Set(gateRules));
  });

  it('finds nothing where nothing is wrong', () => {
    expect(applyGateRules(judgement(), effective({ name: '', judgement: judgement() }))).toEqual([]);
  });
});

describe.each(files)('%s', async (file) => {
  const rule = await ruleOf(file);
  const { fixtures } = (await import(`./gate/${file}.ts`)) as { readonly fixtures: GateFixtures };
  const told = (fixture: GateFixture, strict = false) =>
    applyGateRules(fixture.judgement, effective(fixture, strict)).filter(({ code }) => code === rule.code);

  it('says what it holds against a change, and counts no less in a strict gate', () => {
    expect(rule.description).toMatch(/^[a-z].*[^.]$/);
    const rank = ['note', 'warning', 'error'];
    expect(rank.indexOf(rule.severity.strict)).toBeGreaterThanOrEqual(rank.indexOf(rule.severity.default));
  });

  it('has cases of both kinds', () => {
    expect(fixtures.passes.length).toBeGreaterThan(0);
    expect(fixtures.fails.length).toBeGreaterThan(0);
  });

  it.each(fixtures.passes)('passes: $name', (fixture) => {
    expect(told(fixture)).toEqual([]);
    expect(told(fixture, true)).toEqual([]);
  });

  it.each(fixtures.fails)('fails: $name', (fixture) => {
    const found = told(fixture);
    expect(found.map(({ severity }) => severity)).toEqual([fixture.as ?? rule.severity.default]);
    expect(told(fixture, true).map(({ severity }) => severity)).toEqual([fixture.as ?? rule.severity.strict]);
    expect(found[0]?.message).not.toMatch(/^\s*$|undefined|\[object/);
    // of a check that nothing asks for the command is the artifact's text, and nobody is told to run that
    const isOther = found[0]?.place.check !== undefined && fixture.as === 'note';
    if (!isOther) expect(found[0]?.hint).toMatch(/(?:^|[ :;(])(?:opensession|git|npm) |network = "setup"|PATH/);
    validateGateReport(reportOf(fixture.judgement, found));
    expect(validateGateReport.errors ?? []).toEqual([]);
  });
});

describe('what is told of a check that was run again', () => {
  const failed = check({ outcome: 'contradicted', doubts: ['rerun-mismatch'] });
  const told = (...reruns: readonly JudgedRerun[]) =>
    applyGateRules(judgement({ checks: [failed], reruns }), effective({ name: '', judgement: judgement() }))[0];

  it('how each attempt ended, what the checkout lacks, and what was said', () => {
    const attempt = { passed: false, exit_code: 127, ended: null, output: 'sh: vitest: not found' };
    const found = told(rerun({ attempts: [attempt, attempt], lacking: ['a.bin (lfs)'] }));
    expect(found?.message).toMatch(/: exit status 127: .*, 2 times; .*a\.bin \(lfs\)$/);
    expect(found).toMatchObject({ output: 'sh: vitest: not found', hint: expect.stringContaining('setup') });
  });

  it('nothing of another check', () => {
    const found = told(rerun({ name: 'lint' }));
    expect(found).not.toHaveProperty('output');
    expect(found?.message).not.toContain('exit status');
  });
});

it('of an artifact of several sessions the newest alone is not all', () => {
  const hintOf = (...session_ids: string[]) => {
    const problems = [{ code: 'secret_present', detail: 'it holds a token' } as const];
    const judged = judgement({ artifacts: [artifact({ session_ids, problems })] });
    return applyGateRules(judged, effective({ name: '', judgement: judged }))[0]?.hint;
  };
  expect(hintOf('a', 'b')).toMatch(/; it holds 2 sessions: name them all in place of --last$/);
  expect(hintOf('a')).not.toContain('sessions');
});

describe('what to do about a check', () => {
  const hintOf = (more: Parameters<typeof check>[0], rerun = false) => {
    const policy = policyOf({ required_checks: [{ name: 'tests', command: 'npm test', rerun }] as never });
    const judged = judgement({ checks: [check({ basis: 'recorded', ...more })] });
    return applyGateRules(judged, { ...effective({ name: '', judgement: judged }), policy })[0]?.hint;
  };
  const unknown = { status: 'unknown', outcome: 'cannot-tell' } as const;
  const failed = { status: 'failed', outcome: 'contradicted' } as const;

  it('what a person runs is in no log: the agent runs it, or the gate', () => {
    expect(hintOf(unknown)).toMatch(/^let the agent run it .*: npm test$/);
    expect(hintOf(failed)).toMatch(/^make it pass; let the agent run it .*: npm test$/);
    expect(hintOf(unknown, true)).toBe('opensession gate --rerun');
  });

  it('what an artifact says that it ran is nothing to be run', () => {
    expect(hintOf({ ...unknown, command: 'npm test && ./theirs.sh' })).toMatch(/^let the agent run it .*: npm test$/);
  });

  it('what no record tells of is run again, or required in parts', () => {
    const unrun = check({ status: 'absent', outcome: 'cannot-tell', doubts: ['not-run', 'unrecordable'] });
    expect(hintOf(unrun)).toMatch(/into its setup, make each other part a required check, or/);
    const judged = judgement({ checks: [unrun] });
    const [found] = applyGateRules(judged, effective({ name: '', judgement: judged }));
    expect(found?.message).not.toContain('tells of a run');
  });

  it('what a job saw fail no handoff mends', () => {
    expect(hintOf({ ...failed, basis: 'witnessed' })).toBe('make it pass; the job sees the next head: npm test');
  });
});
