import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handoff } from '../../../src/domain/handoff.ts';
import { markdown } from '../../../src/formats/markdown.ts';
import { exampleHandoff, text } from '../../domain/example-handoff.ts';
import { REFERENCES, hostileText } from './hostile-text.ts';
import { nodesOf, parse, proseOf, typesOf } from './parse.ts';

/** Keys whose values come out of a closed set of ours, never from a log. */
const CLOSED: ReadonlySet<string> = new Set([
  'schema',
  'name',
  'status',
  'action',
  'scope',
  'kind',
  'state',
  'final',
  'runs',
  'by',
  'exit_source',
  'basis',
  'object_format',
  'base_commit_source',
  'linked_by',
]);

/** The same handoff with every text of a log replaced. */
const withTexts = (value: unknown, next: () => string): unknown => {
  if (typeof value === 'string') return next();
  if (Array.isArray(value)) return value.map((item) => withTexts(item, next));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    const kept = CLOSED.has(key) || (key === 'origin' && typeof member === 'string');
    return [key, kept ? member : withTexts(member, next)];
  });
  return Object.fromEntries(entries);
};

const headings = (page: string): readonly string[] => page.split('\n').filter((line) => /^#{1,3} /.test(line));

describe('markdown', () => {
  it('has its sections in order', async () => {
    expect(headings(await markdown.render({ handoffs: [exampleHandoff()] }))).toEqual([
      '# Session Handoff',
      '## Objective',
      '## Current State',
      '## Files Changed',
      '## Next Actions (ordered)',
      '## Verification',
      '## Blockers / Decisions',
      '## Evidence Index',
      '## Conversations',
      '### 1. User',
      '### 1. Agent',
      '## User Messages',
      '## Repository',
      '## Coverage',
    ]);
  });

  it('is this page', async () => {
    await expect(await markdown.render({ handoffs: [exampleHandoff()] })).toMatchFileSnapshot('example.md');
  });

  it('says first what changed, how each check ended, and what is open', async () => {
    const { verification, execution_contract: contract } = exampleHandoff();
    const [check] = verification.checks;
    if (check === undefined) throw new Error('the example has a check');
    const checks = [check, { ...check, stale: true }, { ...check, final: 'failed' as const }];
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          verification: { ...verification, checks },
          execution_contract: { ...contract, next_actions: [] },
        }),
      ],
    });
    expect(page.split('\n').slice(0, 5)).toEqual([
      '# Session Handoff',
      '',
      '**Changed:** 2 files · **Checks:** 1 failed, 2 passed (1 before the last change) · **Open:** no questions, no next actions',
      '',
      '## Objective',
    ]);
  });

  it('tells what changed after a check, and not after its runs that a later one made good', async () => {
    const example = exampleHandoff();
    const [run] = example.verification.checks_run;
    if (run === undefined) throw new Error('the example has a run');
    const stale = { state: 'stale', changed: text('src/a.ts'), event_id: 'c-9' } as const;
    const runs = [{ ...run, event_id: 'c-1', freshness: stale }, run];
    const page = await markdown.render({
      handoffs: [{ ...example, verification: { ...example.verification, checks_run: runs } }],
    });
    expect(page).toContain('(exit: 0, event: `c-1`)\n');
  });

  it('shows of long titles, claims and messages the beginning', async () => {
    const example = exampleHandoff();
    const long = text('word '.repeat(60).trim());
    const page = await markdown.render({
      handoffs: [
        {
          ...example,
          user_messages: [long],
          evidence: example.evidence.map((one) => ({ ...one, claim: long })),
        },
      ],
    });
    expect(page).toMatch(/^- `evidence-1` (?:word ){19}word… \(/m);
    expect(page).toMatch(/^1\. (?:word ){29}word…$/m);
  });

  it('shows of many runs those that decide a check, then the latest, and says how many it leaves out', async () => {
    const { verification } = exampleHandoff();
    const [run] = verification.checks_run;
    const [check] = verification.checks;
    if (run === undefined || check === undefined) throw new Error('the example has a check');
    const runs = Array.from({ length: 500 }, (_, index) => ({ ...run, event_id: `run-${index}` }));
    const checks = [
      { ...check, last_event_id: 'run-499' },
      { ...check, last_event_id: 'run-3' },
    ];
    const page = await markdown.render({
      handoffs: [exampleHandoff({ verification: { ...verification, checks_run: runs, checks } })],
    });
    expect(page.match(/run-\d+/g)).toEqual(['run-3', ...runs.slice(441).map(({ event_id }) => event_id)]);
    expect(page).toContain('440 run(s) of these checks are left out');
  });

  it('puts several sessions one after the other', async () => {
    const second = exampleHandoff({ session_id: 'demo-8', duration_seconds: 3530 });
    const page = await markdown.render({ handoffs: [exampleHandoff(), second] });
    expect(page).toContain('# Merged Session Handoff\n\n**Sessions:** 2 | **Total Duration:** 1h 1m 0s\n\n---');
    expect(headings(page).filter((line) => line.includes('Session'))).toEqual([
      '# Merged Session Handoff',
      '## Session 1 — `demo-7`',
      '## Session 2 — `demo-8`',
    ]);
    expect(await markdown.render({ handoffs: [] })).toBe(
      '# Merged Session Handoff\n\n**Sessions:** 0 | **Total Duration:** 0s\n',
    );
  });

  it('says what is unknown', async () => {
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          objective: null,
          objective_undefined_reason: 'no prompt in the log',
          repository: null,
          repository_undefined_reason: 'not a repository',
          tokens: { input: null, output: null, cache_read: null, cache_write: null },
          key_conversations: [],
          user_messages: [],
          evidence: [],
          files_modified: [],
        }),
      ],
    });
    expect(page).toContain('## Objective\n\n(objective unavailable): no prompt in the log');
    expect(page).toContain('## Repository\n\nunknown: not a repository');
    expect(page).toContain('input unknown');
    expect(page.match(/^_\(none\)_$/gm)).toHaveLength(4 + 0);
  });

  it('tells doubts, staleness and how an exit is known', async () => {
    const example = exampleHandoff();
    const run = {
      ...example.verification.checks_run[0],
      status: 'unknown',
      exit_code: null,
      exit_source: 'absence',
      doubts: [{ kind: 'masked', detail: text('| tail') }],
      freshness: { state: 'stale', changed: text('src/a.ts'), event_id: 'c-9' },
    } as Handoff['verification']['checks_run'][number];
    const page = await markdown.render({
      handoffs: [{ ...example, verification: { ...example.verification, checks_run: [run] } }],
    });
    expect(page).toContain(
      '- [unknown] `npm test` (exit: ? by absence of a failure mark, event: `c-2`) — masked: \\| tail' +
        ' — stale: `src/a.ts` changed after it (`c-9`)',
    );
  });

  it('cannot be broken out of by any text of a log', async () => {
    const own = parse(await markdown.render({ handoffs: [exampleHandoff()] }));
    const blocks = own.children.map((child) => child.type);
    const allowed = new Set(typesOf(own));
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 12 }), async (texts) => {
        let at = 0;
        const hostile = withTexts(exampleHandoff(), () => `${texts[at++ % texts.length] ?? ''}x`) as Handoff;
        const page = parse(await markdown.render({ handoffs: [hostile] }));
        expect(page.children.map((child) => child.type)).toEqual(blocks);
        expect(typesOf(page).filter((type) => !allowed.has(type))).toEqual([]);
        expect(nodesOf(page).filter((node) => node.type === 'listItem' && typeof node.checked === 'boolean')).toEqual(
          [],
        );
        for (const prose of proseOf(page)) {
          for (const reference of REFERENCES) expect(prose).not.toMatch(reference);
        }
      }),
      { numRuns: 60 },
    );
  });
});
