import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GateReport } from '../../../src/domain/gate-report.ts';
import { gateFormatInput } from '../../../src/engine/gate/format-input.ts';
import { gateFormatById, gateFormats } from '../../../src/formats/gate/index.ts';
import { validateGateReport } from '../../../src/generated/validate-gate-report.js';
import { hostileText } from '../markdown/hostile-text.ts';
import { exampleReport, finding, withTexts } from './example-report.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');

const render = async (id: string, report: GateReport): Promise<string> =>
  gateFormatById(id).render(gateFormatInput(report));

/** Reports with the same shape and foreign texts of all kinds. */
const hostileReport = fc
  .array(hostileText, { minLength: 1, maxLength: 8 })
  .map((texts) => withTexts(exampleReport(), turning(texts)));

const turning = (texts: readonly string[]): (() => string) => {
  let at = 0;
  return () => texts[at++ % texts.length] ?? '';
};

const isSarif = (() => {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(FIXTURES, 'sarif/sarif-schema-2.1.0.json'), 'utf8')) as object);
})();

it('the example is a report', () => {
  expect(validateGateReport(exampleReport())).toBe(true);
});

describe.each(gateFormats.map((format) => [format.id, format] as const))('%s', (_id, format) => {
  it('has a description, and gives the same bytes again without changing its input', async () => {
    const input = gateFormatInput(exampleReport());
    const before = JSON.stringify(input);
    expect(format.description).not.toBe('');
    expect(await format.render(input)).toBe(await format.render(input));
    expect(JSON.stringify(input)).toBe(before);
    expect(await format.render(input)).toMatch(/[^\n]\n$/);
  });

  it('renders a report without anything in it', async () => {
    const empty = exampleReport({ verdict: 'pass', findings: [], artifacts: [], paths: [], checks: [], commits: [] });
    expect(await format.render(gateFormatInput(empty))).toMatch(/\n$/);
  });

  it('tells of each finding rule, severity, message and hint', async () => {
    const words = { error: 'error|critical', warning: 'warning|minor', note: 'note|info' };
    const one = finding({ message: 'a message', hint: 'npm run hint', place: { path: 'src/place.ts' } });
    for (const severity of ['error', 'warning', 'note'] as const) {
      const text = await format.render(gateFormatInput(exampleReport({ findings: [{ ...one, severity }] })));
      for (const told of ['path_drifted', 'a message', 'npm run hint']) expect(text).toContain(told);
      expect(text).toMatch(new RegExp(words[severity]));
      if (format.id !== 'text') expect(text).toContain('src/place.ts');
    }
  });
});

it.each(gateFormats.map(({ id }) => id))(
  '%s tells how a check ended that was run again, and what it said',
  async (id) => {
    const said = {
      message: 'it fails: exit status 127',
      output: '::error::one\ntwo `` ``` three',
      hint: 'npm run hint',
    };
    const told = await render(id, exampleReport({ findings: [finding(said)] }));
    for (const part of ['exit status 127', 'npm run hint', 'two `` ``` three']) expect(told).toContain(part);
    expect(told).not.toMatch(/^\s*::/m);
  },
);

it.each(['text', 'markdown'])('%s leaves nothing in it that a terminal obeys', async (id) => {
  await fc.assert(
    fc.asyncProperty(hostileReport, async (report) => {
      // oxlint-disable-next-line no-control-regex -- what it is about
      expect(await render(id, report)).not.toMatch(/[\0-\u0008\v-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    }),
    { numRuns: 60 },
  );
});

it('another format is told which there are', () => {
  expect(() => gateFormatById('yaml')).toThrow(/text, json, markdown, sarif, gitlab/);
});

describe('sarif', () => {
  it('is what the schema of OASIS says, whatever stands in the report', async () => {
    await fc.assert(
      fc.asyncProperty(hostileReport, async (report) => {
        const value: unknown = JSON.parse(await render('sarif', report));
        expect(isSarif(value), JSON.stringify(isSarif.errors)).toBe(true);
      }),
      { numRuns: 100 },
    );
    expect(isSarif({ version: '2.1.0' })).toBe(false);
  });

  it('describes every rule, and places every result in a file of the repository', async () => {
    const { runs } = JSON.parse(await render('sarif', exampleReport())) as { runs: [SarifRun] };
    const [{ tool, results }] = runs;
    expect(tool.driver.rules.length).toBeGreaterThan(30);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(results.map(({ locations: [place] }) => place.physicalLocation.artifactLocation.uri)).toEqual([
      'src/a.ts',
      '.opensession/policy.toml',
      '.opensession/policy.toml',
      '.opensession/policy.toml',
    ]);
    expect(results.map(({ level }) => level)).toEqual(['error', 'warning', 'error', 'note']);
  });

  it('makes no link of foreign text, and no other address of a path', async () => {
    const message = 'see [here](http://e.example) \\[x](y)';
    const place = { path: 'a b/[x]#?%.ts' };
    const text = await render('sarif', exampleReport({ findings: [finding({ message, place, hint: null })] }));
    const [{ results }] = (JSON.parse(text) as { runs: [SarifRun] }).runs;
    expect(results[0]?.message.text).toBe('see \\[here\\](http://e.example) \\\\\\[x\\](y)');
    expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/%5Bx%5D%23%3F%25.ts');
  });
});

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly [
      { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
    ];
  }[];
}

describe('gitlab', () => {
  it('has of each finding what GitLab asks for, and a fingerprint of its own', async () => {
    await fc.assert(
      fc.asyncProperty(hostileReport, async (report) => {
        const issues = JSON.parse(await render('gitlab', report)) as Record<string, unknown>[];
        expect(issues.length).toBe(report.findings.length);
        expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
        for (const issue of issues)
          expect(issue).toEqual({
            description: expect.any(String) as string,
            check_name: expect.stringMatching(/^[a-z_]+$/) as string,
            fingerprint: expect.stringMatching(/^[0-9a-f]{64}(?:-\d+)?$/) as string,
            severity: expect.stringMatching(/^(?:critical|minor|info)$/) as string,
            location: { path: expect.stringMatching(/^[^/]/) as string, lines: { begin: 1 } },
          });
      }),
      { numRuns: 60 },
    );
  });

  it('knows a finding again at a later head', async () => {
    const of = async (commit: string, message: string): Promise<unknown> => {
      const findings = [finding({ message, place: { path: 'a.ts', commit } })];
      return (JSON.parse(await render('gitlab', exampleReport({ findings }))) as { fingerprint: string }[])[0]
        ?.fingerprint;
    };
    expect(await of('a'.repeat(40), 'one')).toBe(await of('b'.repeat(40), 'other'));
  });
});
