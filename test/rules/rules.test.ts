import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Handoff } from '../../src/domain/handoff.ts';
import { coverageLow } from '../../src/rules/coverage-low.ts';
import { rules } from '../../src/rules/index.ts';
import type { RuleContext } from '../../src/rules/rule.ts';
import { validateHandoff } from '../../src/rules/validate-handoff.ts';
import { verificationMasked } from '../../src/rules/verification-masked.ts';
import { exampleHandoff, text } from '../domain/example-handoff.ts';
import { check, type Fixtures, masked, verified } from './fixtures/make.ts';

const CLEAN: RuleContext = { secrets: [] };
const fileOf = (code: string): string => code.replaceAll('_', '-');

describe('the list', () => {
  it('has distinct codes, and all rules that there are', () => {
    const codes = rules.map((rule) => rule.code);
    expect(new Set(codes).size).toBe(codes.length);
    const files = readdirSync(join(import.meta.dirname, '../../src/rules')).map((name) => name.replace('.ts', ''));
    const others = ['index', 'rule', 'validate-handoff', 'schema-faults', 'gate'];
    expect(files.filter((name) => !others.includes(name)).sort()).toEqual(codes.map(fileOf).sort());
  });

  it('keeps the severities that gates rely on', () => {
    const of = (severity: string): readonly string[] =>
      rules.filter((rule) => rule.severity === severity).map((rule) => rule.code);
    expect(of('error')).toEqual([
      'work_package_cycle',
      'ordered_steps_inconsistent',
      'verification_unresolved',
      'verification_masked',
      'schema_invalid',
      'secret_present',
    ]);
    expect(of('note')).toEqual(['plan_unfinished']);
  });
});

describe.each(rules.map((rule) => [rule.code, rule] as const))('%s', async (code, rule) => {
  const { fixtures } = (await import(`./fixtures/${fileOf(code)}.ts`)) as { readonly fixtures: Fixtures };

  it('says what it holds against a handoff', () => {
    expect(rule.description).toMatch(/^[a-z].*[^.]$/);
  });

  it('has cases of both kinds', () => {
    expect(fixtures.passes.length).toBeGreaterThan(0);
    expect(fixtures.fails.length).toBeGreaterThan(0);
  });

  it.each(fixtures.passes)('passes: $name', ({ handoff, context }) => {
    expect(rule.check(handoff, context ?? CLEAN)).toEqual([]);
    expect(validateHandoff(handoff, context ?? CLEAN).findings.map((finding) => finding.code)).not.toContain(code);
  });

  it.each(fixtures.fails)('fails: $name', ({ handoff, context }) => {
    const messages = rule.check(handoff, context ?? CLEAN);
    expect(messages.length).toBeGreaterThan(0);
    expect(new Set(messages).size).toBe(messages.length);
    const report = validateHandoff(handoff, context ?? CLEAN);
    expect(report.findings).toContainEqual({ code, severity: rule.severity, message: messages[0] });
    expect(report.passed).toBe(report.findings.every(({ severity }) => severity !== 'error'));
    if (rule.severity === 'error') expect(report.passed).toBe(false);
  });
});

describe('verification_masked', () => {
  const unknown = check({ final: 'unknown', masked: true, runs: ['unknown'] });
  const of = (...ids: readonly string[]) => {
    const checks = ids.map((id) => ({ ...unknown, id: text(id), command: text(`${id} | tail`) }));
    const checks_run = checks.map(({ id }) => masked({ check_id: id }));
    return verificationMasked.check(verified({ checks, checks_run }), CLEAN);
  };

  it('is said once for a tool in a place, however often it ran narrowly', () => {
    expect(of('npm test', 'npm test [a.js]')).toHaveLength(1);
    const [message, ...others] = of(...Array.from({ length: 50 }, (_, index) => `npm test [${index}.js]`));
    expect(others).toEqual([]);
    expect(message).toMatch(/50 checks by npm test .*npm test \[0\.js\] \| tail; .* and 47 more$/);
  });

  it('is said for each tool, and for each place', () => {
    expect(of('npm test', 'npm test (api)', 'npm run lint [a.js]')).toHaveLength(3);
  });
});

describe('validateHandoff', () => {
  it('finds nothing in a handoff in which nothing is wrong', () => {
    expect(validateHandoff(exampleHandoff(), CLEAN)).toEqual({ session_id: 'demo-7', passed: true, findings: [] });
  });

  it('passes with warnings and notes', () => {
    const report = validateHandoff(exampleHandoff({ objective: null }), CLEAN);
    expect(report).toMatchObject({ passed: true, findings: [{ code: 'objective_missing', severity: 'warning' }] });
  });

  it('judges what has no shape by its shape and its bytes alone', () => {
    const shapeless: object = { session_id: 'x' };
    const report = validateHandoff(shapeless as ReturnType<typeof exampleHandoff>, {
      secrets: [{ rule: 'github-token', count: 1 }],
    });
    expect([...new Set(report.findings.map((finding) => finding.code))]).toEqual(['schema_invalid', 'secret_present']);
  });

  it('never tells a secret', () => {
    const report = validateHandoff(exampleHandoff(), { secrets: [{ rule: 'github-token', count: 1 }] });
    expect(report.findings[0]?.message).toMatch(/github-token: 1/);
  });
});

it('asks for a report of unknown types of records alone: a log that was cut off is as it is', () => {
  const said = (coverage: Partial<Handoff['coverage']>): string =>
    coverageLow
      .check(exampleHandoff({ coverage: { ...exampleHandoff().coverage, ratio: 0.9, ...coverage } }), CLEAN)
      .join();
  const cutOff = said({ unknown: [], broken: { count: 1, first_offset: 19_095 } });
  expect(cutOff).toContain('1 cannot be read, the first at byte 19095');
  expect(cutOff).not.toContain('report');
  expect(said({ unknown: [{ type: 'new', count: 1 }], broken: { count: 0, first_offset: null } })).toMatch(
    /understood; unknown: new\. To report it/,
  );
});
