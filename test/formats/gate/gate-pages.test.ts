/** What stands on a page of a forge: Markdown, the comment, the summary, annotations and the log of a job. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../../src/formats/gate/annotations.ts';
import { COMMENT_MARK, gateComment } from '../../../src/formats/gate/comment.ts';
import { gateFormatInput } from '../../../src/engine/gate/format-input.ts';
import { forJobLog } from '../../../src/formats/gate/job-log.ts';
import { markdown } from '../../../src/formats/gate/markdown.ts';
import { gateSummary } from '../../../src/formats/gate/summary.ts';
import type { GateReport } from '../../../src/domain/gate-report.ts';
import { anewHint } from '../../../src/rules/gate/save-hint.ts';
import { REFERENCES, hostileText } from '../markdown/hostile-text.ts';
import { parse, proseOf, typesOf } from '../markdown/parse.ts';
import { exampleReport, finding, withTexts } from './example-report.ts';

const PAGES: readonly (readonly [string, (report: GateReport) => string | Promise<string>])[] = [
  ['markdown', (report) => markdown.render(gateFormatInput(report))],
  ['summary', gateSummary],
  ['comment', (report) => gateComment(report).slice(COMMENT_MARK.length)],
];

describe.each(PAGES)('%s', (_, render) => {
  it('says of a failure that what is saved has to be pushed, and nothing of that when all is well', async () => {
    const push = '`opensession session handoff artifact push`';
    expect(await render(exampleReport({ verdict: 'fail', findings: [] }))).toContain(push);
    expect(await render(exampleReport({ verdict: 'pass', findings: [] }))).not.toContain(push);
  });

  it('counts in words that fit', async () => {
    expect(await render(exampleReport())).toContain('2 errors, 1 warning, 1 note\n');
  });

  it('shows what to run whole: a command cut short is another one', async () => {
    const hint = anewHint({ id: `base:${'x'.repeat(100)}`, by_hand: null, session_ids: ['a', 'b'] });
    expect(await render(exampleReport({ findings: [finding({ hint })] }))).toContain(`\`${hint}\``);
  });

  it('cannot be broken out of by any text of an artifact', async () => {
    const own = parse(await render(exampleReport()));
    const blocks = own.children.map(({ type }) => type);
    const allowed = new Set(typesOf(own));
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 8 }), async (texts) => {
        let at = 0;
        const page = parse(await render(withTexts(exampleReport(), () => `${texts[at++ % texts.length] ?? ''}x`)));
        expect(page.children.map(({ type }) => type)).toEqual(blocks);
        expect(typesOf(page).filter((type) => !allowed.has(type))).toEqual([]);
        for (const prose of proseOf(page)) for (const reference of REFERENCES) expect(prose).not.toMatch(reference);
      }),
      { numRuns: 100 },
    );
  });
});

const many = (count: number, size: number) =>
  Array.from({ length: count }, (_, index) =>
    finding({ message: `${index} ${'é'.repeat(size)}`, place: { path: `${'d/'.repeat(size)}${index}` } }),
  );

describe('a large report', () => {
  const large = exampleReport({
    findings: many(20_000, 500),
    paths: exampleReport().paths.flatMap((path) => Array.from({ length: 20_000 }, () => path)),
  });

  it('has a summary below 1 MiB that says how much it leaves out, the worst first', () => {
    const summary = gateSummary(large);
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(500_000);
    expect(summary).toMatch(/\n… and \d+ more: the report as JSON holds all\.\n$/);
    expect(summary).toContain(' 0 é');
  });

  it('has a comment that GitHub takes', () => {
    const comment = gateComment(large);
    expect(Buffer.byteLength(comment)).toBeLessThan(65_536);
    const [, left = ''] = /\n… and (\d+) more: see the summary of the job\.\n$/.exec(comment) ?? [];
    expect(Number(left)).toBe(20_000 - (comment.match(/path_drifted/g) ?? []).length);
  });
});

describe('the comment', () => {
  it('begins with the mark, and is short when all is well', () => {
    const green = exampleReport({ verdict: 'pass', findings: [] });
    const comment = gateComment(green);
    expect(comment.split('\n')[0]).toBe(COMMENT_MARK);
    expect(comment.split('\n').length).toBeLessThan(10);
  });

  it('says also then that a check is only recorded', () => {
    const said = finding({ code: 'evidence_recorded_only', severity: 'note', message: 'npm test: recorded' });
    const other = finding({ code: 'files_ignored', severity: 'note', message: 'x' });
    const comment = gateComment(exampleReport({ verdict: 'pass', findings: [said, other] }));
    expect(comment).toContain('npm test: recorded');
    expect(comment).not.toContain('files_ignored');
    expect(comment).toContain('… and 1 more: see the summary of the job.');
  });
});

describe('annotations', () => {
  it('are at most ten of each level, the worst first, and say what they leave out', () => {
    const findings = (['error', 'warning', 'note'] as const).flatMap((severity) =>
      many(severity === 'warning' ? 10 : 25, 1).map((one) => ({ ...one, severity })),
    );
    const told = annotationsOf(exampleReport({ findings }));
    expect(told.map(({ level }) => level)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 10 }, () => 'warning'),
      ...Array.from({ length: 10 }, () => 'notice'),
    ]);
    expect(told[9]?.message).toBe('16 more of this kind are in the summary of the job');
    expect(told[19]?.message).toMatch(/^9 é/);
  });

  it('have the last that a check said, however long the rest is', () => {
    const output = Array.from({ length: 20 }, (_, at) => `line ${at} ${'y'.repeat(150)}`).join('\n');
    const [one] = annotationsOf(exampleReport({ findings: [finding({ message: 'm'.repeat(5000), output })] }));
    expect(one?.message.length).toBeLessThanOrEqual(1000);
    expect(one?.message).toMatch(/line 17.*line 18.*line 19/);
  });

  it('stand in a file of the repository, on one line', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (path, message) => {
        const [one] = annotationsOf(exampleReport({ findings: [finding({ message, place: { path } })] }));
        expect(one?.file).not.toMatch(/^\/|(?:^|\/)\.\.?(?:\/|$)|\\|^$/);
        expect(`${one?.file}${one?.message}`).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe('the log of a job', () => {
  const obeyed = (line: string): boolean => line.trimStart().startsWith('::') || line.includes('##[');

  it.each([
    ['::error::x', '| ::error::x'],
    [' \t::add-mask::x', ' \t| ::add-mask::x'],
    ['x ##[error]y', 'x ## [error]y'],
    ['\u00A0::warning::x', '\u00A0| ::warning::x'],
    ['a\r::x', 'a\n| ::x'],
    ['plain :: text', 'plain :: text'],
  ])('%j', (text, expected) => {
    expect(forJobLog(text)).toBe(expected);
  });

  it('holds nothing that the runner obeys', () => {
    const piece = fc.constantFrom(
      '::',
      ':',
      '##[',
      '#',
      '[',
      '\n',
      '\r',
      '\u2028',
      ' ',
      '\t',
      '\u00A0',
      '\uFEFF',
      '\u200B',
      'error]',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, hostileText)), (pieces) => {
        expect(
          forJobLog(pieces.join(''))
            .split(/[\r\n]/)
            .filter(obeyed),
        ).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
