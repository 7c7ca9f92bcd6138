import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Handoff } from '../../../src/domain/handoff.ts';
import { cut } from '../../../src/domain/text-limit.ts';
import { UNSURE } from '../../../src/domain/unsure-edits.ts';
import { mergeHandoffs } from '../../../src/contract/merge-handoffs.ts';
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

/** Of the section of checks. */
const linesOf = (page: string): readonly string[] =>
  page
    .split('## Verification\n')[1]
    ?.split('\n## ')[0]
    ?.split('\n')
    .filter((line) => line.startsWith('- ')) ?? [];

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

  it('says a prompt whole as the objective or as what was asked later, and with its answer', async () => {
    const prompt = text(`Repair the login test ${'and look at each caller of it '.repeat(4)}`);
    const example = exampleHandoff();
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          objective: prompt,
          user_messages: [prompt, ...example.user_messages.slice(1), text('Thanks')],
        }),
      ],
    });
    expect(page.split(prompt.slice(0, 60))).toHaveLength(2);
    expect(page).toMatch(/## User Messages\n\n- Thanks\n- 2 that stand/);
    expect(page).toContain('- `evidence-1` objective (');
  });

  it('says each of the prompts that begin alike', async () => {
    const [first, later, last] = ['a', 'b', 'c'].map((end) =>
      text(`${'Go on with the next step of it. '.repeat(4)}${end}`),
    );
    if (first === undefined || later === undefined || last === undefined) throw new Error('there are three');
    const page = await markdown.render({
      handoffs: [exampleHandoff({ objective: first, user_messages: [first, later, last] })],
    });
    for (const prompt of [first, later, last]) expect(page).toContain(prompt);
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
      '**Changed:** 2 files, 1 other uncommitted change · **Checks:** 1 failed, 2 passed (1 before the last change) · **Open:** no questions, no next actions',
      '',
      '## Objective',
    ]);
  });

  it('tells a check once, by the run that decides, with the count of its runs', async () => {
    const { verification } = exampleHandoff();
    const [run] = verification.checks_run;
    if (run === undefined) throw new Error('the example has a run');
    const stale = { state: 'stale', changed: text('src/a.ts'), event_id: 'c-9' } as const;
    const masked = { status: 'unknown', doubts: [{ kind: 'masked', detail: text('| tail') }] } as const;
    const runs = [{ ...run, event_id: 'c-1', freshness: stale }, run, { ...run, ...masked, event_id: 'c-3' }];
    const page = await markdown.render({
      handoffs: [exampleHandoff({ verification: { ...verification, checks_run: runs } })],
    });
    expect(linesOf(page)).toEqual(['- [passed] `npm test` (exit: 0, event: `c-2`) — 3 runs: 2 passed, 1 unknown']);
  });

  it('tells the worst first, where each ran, what settled it, and last what ran on another tree', async () => {
    const { verification } = exampleHandoff();
    const [run] = verification.checks_run;
    const [check] = verification.checks;
    if (run === undefined || check === undefined) throw new Error('the example has a check');
    const there = [{ kind: 'void', detail: text('it ran on another machine') }] as const;
    const runs = [
      { ...run, command: text('ssh'), check_id: text('ssh @?'), cwd: text('?'), status: 'unknown', doubts: there },
      { ...run, command: text('npx a'), check_id: text('a'), event_id: 'c-1', status: 'failed' },
      run,
      { ...run, check_id: text('npm test @web'), cwd: text('web'), status: 'failed', event_id: 'c-4' },
    ] as const;
    const checks = [
      { ...check, id: text('a'), command: text('npx a') },
      check,
      { ...check, id: text('npm test @web'), final: 'failed', last_event_id: 'c-4' },
    ] as const;
    const page = await markdown.render({
      handoffs: [exampleHandoff({ verification: { ...verification, checks_run: runs, checks } })],
    });
    expect(linesOf(page)).toEqual([
      '- [failed] `npm test` in `web` (exit: 0, event: `c-4`)',
      '- [passed] `npx a` (exit: 0, event: `c-2`) — settled by `npm test`',
      '- [passed] `npm test` (exit: 0, event: `c-2`)',
      '- [unknown] `ssh` in an unknown directory (exit: 0, event: `c-2`) — void: it ran on another machine',
    ]);
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
    expect(page).toMatch(/^- (?:word ){29}word…$/m);
  });

  it('shows of many checks the worst, and says how many it leaves out', async () => {
    const { verification } = exampleHandoff();
    const [run] = verification.checks_run;
    const [check] = verification.checks;
    if (run === undefined || check === undefined) throw new Error('the example has a check');
    const ids = Array.from({ length: 500 }, (_, index) => `run-${index}`);
    const status = (id: string) => (id === 'run-499' ? 'failed' : 'passed');
    const runs = ids.map((id) => ({ ...run, check_id: text(id), event_id: id, status: status(id) }) as const);
    const checks = ids.map((id) => ({ ...check, id: text(id), last_event_id: id, final: status(id) }) as const);
    const page = await markdown.render({
      handoffs: [exampleHandoff({ verification: { ...verification, checks_run: runs, checks } })],
    });
    expect(page.match(/run-\d+/g)).toEqual(['run-499', ...ids.slice(0, 59)]);
    expect(page).toContain('- 440 more check(s) are left out here; the JSON holds all');
  });

  it('shows of many steps the last, and says how many it leaves out', async () => {
    const { execution_contract: contract } = exampleHandoff();
    const [step] = contract.ordered_steps;
    if (step === undefined) throw new Error('the example has a step');
    const numbers = Array.from({ length: 25 }, (_, index) => index + 1);
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          execution_contract: {
            ...contract,
            done_definition: numbers.map((number) => text(`done-${number}`)),
            ordered_steps: numbers.map((number) => ({ ...step, title: text(`step-${number}`) })),
          },
        }),
      ],
    });
    for (const kind of ['done', 'step']) {
      expect(page.match(new RegExp(`${kind}-\\d+`, 'g'))).toEqual(
        numbers.slice(5).map((number) => `${kind}-${number}`),
      );
    }
    expect(page.match(/^ {2}- 5 earlier stand in the JSON alone$/gm)).toHaveLength(2);
  });

  it.each(['Which port?', `Which ${'port '.repeat(57)}?`])('asks a question once: %s', async (question) => {
    const { uncertainty } = exampleHandoff();
    const restated = cut(`Resolve open question: ${question}`, 300).text;
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          uncertainty: {
            ...uncertainty,
            open_questions: [text(question)],
            decision_required: [text('Turn aborted: interrupted'), text(restated)],
            offers: [],
          },
        }),
      ],
    });
    expect(page).toContain(
      `## Blockers / Decisions\n\n- Turn aborted: interrupted\n- open_questions:\n  - ${question}\n\n##`,
    );
  });

  it('says how the commits of the session are taken back', async () => {
    const { execution_contract: contract } = exampleHandoff();
    const page = await markdown.render({
      handoffs: [exampleHandoff({ execution_contract: { ...contract, rollback_hint: text('Revert 2 commits.') } })],
    });
    expect(page).toContain('\n- **To go back:** Revert 2 commits.\n');
  });

  it('shows the end of an objective and of a title, since a log may stand before it', async () => {
    const { execution_contract: contract } = exampleHandoff();
    const [step] = contract.ordered_steps;
    if (step === undefined) throw new Error('the example has a step');
    const asked = (limit: number) =>
      text(`${'at step (src/app.ts) '.repeat(20).slice(0, limit - 24)}… and mend this crash`);
    const one = exampleHandoff({
      objective: asked(200),
      execution_contract: { ...contract, ordered_steps: [{ ...step, title: asked(160) }] },
    });
    const page = await markdown.render({ handoffs: [one, exampleHandoff()] });
    const lines = page.split('\n').filter((line) => line.includes('… and mend this crash'));
    expect(lines.map((line) => line.trim().slice(0, 5))).toEqual(['1. at', 'at st', '- [1]']);
  });

  it('tells a long title whole once: among what is done', async () => {
    const { execution_contract: contract } = exampleHandoff();
    const [step] = contract.ordered_steps;
    if (step === undefined) throw new Error('the example has a step');
    const title = text(`${'words '.repeat(20)}to the end`);
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          execution_contract: {
            ...contract,
            done_definition: [text(`[1] Completed ${title}.`)],
            ordered_steps: [
              { ...step, title },
              { ...step, sequence: 2, title },
            ],
          },
        }),
      ],
    });
    expect(page.match(/\[\d\] (?:Completed )?(?:words )+(?:to the end|words…)/g)).toEqual([
      `[1] Completed ${title}`,
      `[1] ${'words '.repeat(9)}words…`,
      `[2] ${title}`,
    ]);
  });

  it('puts several sessions one after the other', async () => {
    const second = exampleHandoff({ session_id: 'demo-8', duration_seconds: 3530, objective: null, ended_at: null });
    const page = await markdown.render({ handoffs: [exampleHandoff(), second] });
    expect(page).toContain('# Merged Session Handoff\n\n**Sessions:** 2 | **Total Duration:** 1h 1m 0s\n\n1. ');
    expect(page).toMatch(
      /\n\n1\. Repair the login test \(claude-code, 2026-03-01T09:02:10Z\)\n2\. \(objective unavailable\) \(claude-code, \?\)\n\n---\n/,
    );
    expect(headings(page).filter((line) => line.includes('Session'))).toEqual([
      '# Merged Session Handoff',
      '## Session 1 — `demo-7`',
      '## Session 2 — `demo-8`',
    ]);
    expect(await markdown.render({ handoffs: [] })).toBe(
      '# Merged Session Handoff\n\n**Sessions:** 0 | **Total Duration:** 0s\n',
    );
  });

  it('tells of several sessions what none can say of itself', async () => {
    const [check] = exampleHandoff().verification.checks;
    if (check === undefined) throw new Error('no check');
    const merged = {
      conflicts: [{ path: text('src/a.ts'), sessions: ['demo-8', 'demo-7'], actions: ['created', 'deleted'] as const }],
      checks: [{ ...check, final: 'failed' as const, stale: true, session_id: 'demo-8' }],
    };
    const handoffs = [exampleHandoff(), exampleHandoff({ session_id: 'demo-8' })];
    const page = await markdown.render({ handoffs, merged: () => ({ ...mergeHandoffs(handoffs).merged, ...merged }) });
    expect(page.split('## Taken Together\n\n')[1]?.split('\n\n---')[0]).toBe(
      [
        '- **Changed by more than one session:**',
        '  - `src/a.ts`: created in session 2, deleted in session 1',
        '- **Checks, by their last run:**',
        '  - [failed] `npm test` (session 2, files changed after it)',
      ].join('\n'),
    );
  });

  it('takes sessions of several repositories, or of none, not together', async () => {
    const { repository } = exampleHandoff();
    if (repository === null) throw new Error('no repository');
    const other = { ...repository, remote: text('https://git.example/other.git') };
    for (const [isTold, another] of [
      [true, repository],
      [false, other],
      [false, null],
    ] as const) {
      const handoffs = [exampleHandoff(), exampleHandoff({ session_id: 'demo-8', repository: another })];
      const page = await markdown.render({ handoffs, merged: () => mergeHandoffs(handoffs).merged });
      expect(page.includes('## Taken Together')).toBe(isTold);
    }
  });

  it('tells at a glance of files that may have been changed', async () => {
    const { uncertainty } = exampleHandoff();
    const assumptions = [...uncertainty.assumptions, text(`3${UNSURE} (\`a\`).`)];
    const page = await markdown.render({
      handoffs: [exampleHandoff({ uncertainty: { ...uncertainty, assumptions } })],
    });
    expect(page).toContain('**Changed:** 2 files, 3 perhaps, 1 other uncommitted change · ');
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
      handoffs: [
        {
          ...example,
          verification: {
            ...example.verification,
            checks_run: [run],
            checks: example.verification.checks.map((check) => ({ ...check, final: 'unknown' })),
          },
        },
      ],
    });
    expect(page).toContain(
      '- [unknown] `npm test` (exit: ? by absence of a failure mark, event: `c-2`) — masked: `| tail`' +
        ' — stale: `src/a.ts` changed after it (`c-9`)',
    );
  });

  it('does not take the exit of a line for that of a check whose own summary says that it failed', async () => {
    const { verification } = exampleHandoff();
    const [run] = verification.checks_run;
    if (run === undefined) throw new Error('the example has a run');
    const failed = { ...run, status: 'failed', exit_source: 'summary-line' } as const;
    const page = await markdown.render({
      handoffs: [
        exampleHandoff({
          verification: {
            ...verification,
            checks_run: [failed, failed],
            checks: verification.checks.map((check) => ({ ...check, final: 'failed' })),
          },
        }),
      ],
    });
    expect(linesOf(page)).toEqual([
      "- [failed] `npm test` (exit of its line: 0, failed by the tool's summary line, event: `c-2`) — 2 runs, all failed",
    ]);
  });

  it('cannot be broken out of by any text of a log', async () => {
    const own = parse(await markdown.render({ handoffs: [exampleHandoff(), exampleHandoff()] }));
    const blocks = own.children.map((child) => child.type);
    const allowed = new Set(typesOf(own));
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 1, maxLength: 12 }), async (texts) => {
        let at = 0;
        const hostile = withTexts(exampleHandoff(), () => `${texts[at++ % texts.length] ?? ''}x`) as Handoff;
        const page = parse(await markdown.render({ handoffs: [hostile, hostile] }));
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
