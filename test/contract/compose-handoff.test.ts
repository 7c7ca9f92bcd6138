import { expect, test } from 'vitest';
import { asRedacted, check, facts, file, handoff, pack, run, said, seen } from '../support/facts.ts';

const fixed = {
  objective: said('  The add function is broken:\n fix it ', 0),
  files: [file('b.test.js', 'created'), file('add.js')],
  packages: [
    pack('plan-1', 'completed', { commands: [asRedacted('npm test')] }),
    pack('plan-2', 'completed', {
      files: [asRedacted('add.js'), asRedacted('scratch.js')],
      outcome: asRedacted('It adds.'),
    }),
  ],
  commands: { items: [asRedacted('npm test')], left_out: 3 },
  runs: [],
};
const passed = {
  judged: { runs: [run('npm test', 'failed'), run('npm test', 'passed')], checks: [check('npm test', 'passed')] },
};

test('what is done: completed packages, fresh passed checks, net changes', () => {
  const { execution_contract: contract, objective } = handoff(fixed, passed);
  expect(objective).toBe('The add function is broken: fix it');
  expect(contract.done_definition).toEqual([
    '[1] Completed title of plan-1 at 2026-01-05T09:00:08Z (commands: 1).',
    '[2] Completed title of plan-2 at 2026-01-05T09:00:08Z (outcome: It adds.; files: 1).',
    'Verification passed: `npm test`.',
    'Changed 2 file(s): `add.js`, `b.test.js`.',
  ]);
  expect(contract.next_actions).toEqual([]);
});

test('a check is named with its directory where that is not the root', () => {
  const at = (cwd: string, more: object = {}) => ({
    check_id: asRedacted(`npm test @${cwd}`),
    cwd: asRedacted(cwd),
    ...more,
  });
  const of = (cwd: string, final: 'passed' | 'failed' | 'unknown') =>
    check('npm test', final, { id: asRedacted(`npm test @${cwd}`) });
  const judged = {
    runs: ['.', 'packages/a', '?', 'web', 'api'].map((cwd) => run('npm test', 'passed', at(cwd))),
    checks: [
      of('.', 'passed'),
      of('packages/a', 'passed'),
      of('?', 'passed'),
      of('web', 'failed'),
      of('api', 'unknown'),
    ],
  };
  const { execution_contract: contract, verification } = handoff({}, { judged });
  expect(contract.done_definition).toEqual([
    'Verification passed: `npm test`, `npm test` in `packages/a`, `npm test` in an unknown directory.',
  ]);
  expect(contract.next_actions).toEqual([
    'Fix and run again: `npm test` in `web`; its last run failed.',
    'Run again: `npm test` in `api`; its outcome is not known.',
  ]);
  expect(verification.required_checks_missing).toEqual(['Unresolved failed check: `npm test` in `web`']);
});

test('of a long prompt a short last line is shown too: below a pasted log stands what is asked', () => {
  const log = Array.from({ length: 30 }, (_, index) => `  at step${index} (src/app.ts:${index})`).join('\n');
  const asked = said(`TypeError: x is undefined\n${log}\n\nfix  this crash, and add a test\n`, 0);
  const made = handoff({
    objective: asked,
    objective_history: { items: [asked], left_out: 0 },
    user_messages: { items: [asked.text], left_out: 0 },
    packages: [pack('prompt-1', 'completed', { origin: 'prompt', title: asked.text })],
  });
  const shown = [made.objective, made.objective_history[0]?.text, made.user_messages[0], made.work_packages[0]?.title];
  for (const [index, limit] of [200, 240, 240, 160].entries()) {
    expect(shown[index]).toMatch(/^TypeError: x is undefined at step0 .*… fix this crash, and add a test$/);
    expect(shown[index]?.length).toBeLessThanOrEqual(limit);
  }
  const whole = asked.text.trim().replace(/\s+/g, ' ').length;
  expect(made.truncated['objective']).toBe(whole - ((made.objective?.length ?? 0) - 1));
});

test('of a long prompt whose last line is long, or its only one, the beginning is shown', () => {
  const words = (word: string) => `${word} `.repeat(60).trim();
  for (const text of [words('one'), `${words('one')}\n${words('two')}`]) {
    const { objective } = handoff({ objective: said(text, 0) });
    expect(objective).toMatch(/^(?:one )+one…$/);
  }
});

test('of a long prompt the last line is not shown where it tells nothing, or hides what the first line asks', () => {
  const log = Array.from({ length: 30 }, (_, index) => `  at step${index} (src/app.ts:${index})`).join('\n');
  const end = 'at node:internal/main/run_main_module:23:47';
  const asked = `The importer drops the last row of every file that ends without a line break; ${'find out why, '.repeat(6)}and mend it`;
  expect(handoff({ objective: said(`${asked}\n\n${log}\n${end}`, 0) }).objective).toContain(
    'find out why, and mend it',
  );
  for (const closing of ['```', '}', '\u200b'])
    expect(handoff({ objective: said(`Mend this:\n${log}\n${closing}`, 0) }).objective).toMatch(/ at step\d.*…$/);
  // beyond what is kept the last line is one of the middle
  const long = `Mend this:\n${log.repeat(60)}\nlast kept`;
  expect(handoff({ objective: said(long, 0) }).objective).toMatch(/ at step\d.*…$/);
});

test('a long request below a pasted log is shown rather than the log', () => {
  const log = Array.from({ length: 30 }, (_, index) => `  at step${index} (src/app.ts:${index})`).join('\n');
  const asked = `find out why ${'the importer crashes '.repeat(6)}and add a test`;
  const { objective, truncated } = handoff({ objective: said(`TypeError: x is undefined\n${log}\n\n${asked}`, 0) });
  expect(objective).toBe(asked);
  expect(truncated['objective']).toBe(`TypeError: x is undefined ${log.replace(/\s+/g, ' ').trim()} `.length);
  const longer = handoff({ objective: said(`$ npm test\n${log}\n${asked.repeat(3)}`, 0) }).objective;
  expect([longer?.length, longer?.slice(0, 12)]).toEqual([200, 'find out why']);
  const frame = `    at async Shop.open (/srv/${'a'.repeat(120)}.js:3:1)`;
  expect(handoff({ objective: said(`TypeError: x is undefined\n${log}\n${frame}`, 0) }).objective).toMatch(
    /^TypeError: x /,
  );
});

test('lines of a prompt may end as on any system', () => {
  const log = Array.from({ length: 30 }, (_, index) => `at step${index} (src/app.ts:${index})`);
  for (const end of ['\r', '\r\n'])
    expect(handoff({ objective: said([...log, 'mend this'].join(end), 0) }).objective).toMatch(
      /^at step0 .*… mend this$/,
    );
});

test('what one message said of several packages is said once', () => {
  const outcome = asRedacted('All of it is done.');
  const packages = [pack('prompt-1', 'completed', { outcome }), pack('prompt-2', 'completed', { outcome })];
  const { execution_contract: contract, work_packages } = handoff({ packages });
  expect(contract.done_definition).toEqual([
    '[1] Completed title of prompt-1 at 2026-01-05T09:00:08Z.',
    '[2] Completed title of prompt-2 at 2026-01-05T09:00:08Z (outcome: All of it is done.).',
  ]);
  expect(work_packages.map((one) => one.outcome)).toEqual([outcome, outcome]);
});

test('a failure that later runs say nothing of is not called the last run', () => {
  const checks = [check('npm test', 'failed', { runs: ['failed', 'unknown'] })];
  expect(handoff({}, { judged: { runs: [], checks } }).execution_contract.next_actions).toEqual([
    'Fix and run again: `npm test`; it failed, and no later run shows that it passes.',
  ]);
});

test('a stale check is nothing that is done, and is to be run again', () => {
  const freshness = { state: 'stale', changed: asRedacted('add.js'), event_id: 'e9' } as const;
  const judged = {
    runs: [run('npm test', 'passed', { freshness })],
    checks: [check('npm test', 'passed', { stale: true })],
  };
  const { execution_contract: contract } = handoff({ files: [file('add.js')] }, { judged });
  expect(contract.done_definition).toEqual(['Changed 1 file(s): `add.js`.']);
  expect(contract.next_actions).toEqual(['Run again: `npm test`; add.js changed after it.']);
});

test('of a check that was run as a whole no part is to be run again', () => {
  const part = (final: 'unknown' | 'failed', id: string) => check(id, final, { id: asRedacted(id), masked: true });
  const checks = [
    check('go test', 'passed', { id: asRedacted('go test'), stale: true }),
    part('unknown', 'go test [internal/a]'),
    part('failed', 'go test [internal/b]'),
    part('unknown', 'go vet [internal/a]'),
  ];
  expect(handoff({}, { judged: { runs: [], checks } }).execution_contract.next_actions).toEqual([
    'Fix and run again: `go test [internal/b]`; its last run failed.',
    'Run again: `go test`; files changed after it.',
    'Run again, unmasked: `go vet [internal/a]`; the exit status of its line does not speak for it.',
  ]);
});

test('what comes next, in its order and nothing twice', () => {
  const {
    execution_contract: contract,
    uncertainty,
    verification,
  } = handoff(
    {
      packages: [
        pack('plan-1', 'in_progress', { title: asRedacted('Guard null') }),
        pack('plan-2', 'pending', { depends_on: ['plan-1'] }),
      ],
      next: [said('guard null.', 9), said('write docs', 9)],
      open_questions: [said('Which port?', 9)],
      offers: [said('Shall I also commit?', 9)],
    },
    { judged: { runs: [], checks: [check('npm test', 'failed'), check('npm run lint', 'unknown')] } },
  );
  expect(contract.next_actions).toEqual([
    'Fix and run again: `npm test`; its last run failed.',
    'Run again: `npm run lint`; its outcome is not known.',
    '[1] Finish: Guard null',
    '[2] Start: title of plan-2 (after [1])',
    'Named as next: write docs',
    'Answer: Which port?',
  ]);
  expect(uncertainty).toMatchObject({
    open_questions: ['Which port?'],
    offers: ['Shall I also commit?'],
    decision_required: ['Unresolved failed check: `npm test`', 'Resolve open question: Which port?'],
  });
  expect(verification.unresolved).toEqual(['npm test @.']);
});

test('files that changed without a check say so', () => {
  const { verification, execution_contract: contract } = handoff({ files: [file('a.js')] });
  expect(verification.required_checks_missing).toEqual(['Files changed, and no check was run.']);
  expect(contract.next_actions).toEqual(['Run a check: files changed, and none was run.']);
  const elsewhere = { judged: { runs: [run('npm test', 'unknown')], checks: [] } };
  const other = handoff({ files: [file('a.js')] }, elsewhere);
  expect(other.verification.required_checks_missing).toEqual([
    'Files changed, and no check was run on them: each that was run, ran on another tree.',
  ]);
  expect(other.execution_contract.next_actions).toEqual(['Run a check: files changed, and none was run on them.']);
  expect(
    handoff({ files: [file('/etc/x', 'edited', { inside: false })] }).verification.required_checks_missing,
  ).toEqual([]);
});

test.each([
  ['npm --prefix web test', 'web', ''],
  ['npm --prefix=./web/ test', 'web', ''],
  ['make -C web test', 'web', ''],
  ['npm --prefix /repo/web test', 'web', ''],
  ['ctest --test-dir build', 'build', ''],
  ['make -C web test', 'packages/web', ' in `packages/web`'],
  ['pytest web', 'web', ' in `web`'],
  ['docker compose exec web npm test', '?', ''],
  ['npm test', '?', ' in an unknown directory'],
])('%s in %s is told once', (command, cwd, told) => {
  const id = asRedacted('a');
  const judged = {
    runs: [run(command, 'passed', { check_id: id, cwd: asRedacted(cwd) })],
    checks: [check(command, 'passed', { id })],
  };
  expect(handoff({}, { judged }).execution_contract.done_definition).toEqual([
    `Verification passed: \`${command}\`${told}.`,
  ]);
});

test('what was broken off before the objective is not the last prompt', () => {
  const prompt = (id: string, index: number) => pack(id, 'in_progress', { origin: 'prompt', first: seen(index) });
  const { execution_contract: contract } = handoff({
    objective: said('two', 4),
    objective_history: { items: [said('one', 0)], left_out: 0 },
    packages: [prompt('prompt-1', 0), prompt('prompt-2', 4)],
  });
  expect(contract.next_actions).toEqual(['[2] Finish: title of prompt-2']);
});

test('of prompts only the last is still to be finished', () => {
  const prompt = (id: string, index: number) => pack(id, 'in_progress', { origin: 'prompt', first: seen(index) });
  const { execution_contract: contract } = handoff({
    objective_history: { items: [said('two', 4)], left_out: 0 },
    packages: [prompt('prompt-1', 0), prompt('prompt-2', 4)],
  });
  expect(contract.next_actions).toEqual(['[2] Finish: title of prompt-2']);
});

test('a last prompt that only thanks is nothing to be finished', () => {
  const prompt = (id: string, index: number) => pack(id, 'in_progress', { origin: 'prompt', first: seen(index) });
  const actions = (text: string) =>
    handoff({
      objective_history: { items: [said(text, 4)], left_out: 0 },
      packages: [prompt('prompt-1', 0), prompt('prompt-2', 4)],
    }).execution_contract.next_actions;
  expect(actions('Works now, thanks!')).toEqual([]);
  expect(actions('Works now, thanks! Push it.')).toEqual(['[2] Finish: title of prompt-2']);
});

test('a prompt that waits for an answer is asked for by its question alone', () => {
  const { execution_contract: contract } = handoff({
    objective: said('one', 0),
    packages: [pack('prompt-1', 'blocked', { origin: 'prompt', first: seen(0) }), pack('plan-1', 'blocked')],
    open_questions: [said('Which port?', 9)],
  });
  expect(contract.next_actions).toEqual(['[2] Unblock: title of plan-1', 'Answer: Which port?']);
});

test('a broken-off turn is to be decided on until a prompt follows it', () => {
  const aborted = [said('by the user', 5)];
  expect(handoff({ aborted }).uncertainty.decision_required).toEqual(['Turn aborted: by the user']);
  const followed = { items: [said('go on', 6)], left_out: 0 };
  expect(handoff({ aborted, objective_history: followed }).uncertainty.decision_required).toEqual([]);
});

test('steps are numbered without gaps and depend on what changed their files before', () => {
  const shared = { files: [asRedacted('a.js')] };
  const prompt = { origin: 'prompt' } as const;
  const { work_packages, execution_contract: contract } = handoff({
    files: [file('a.js')],
    packages: [
      pack('prompt-1', 'completed', { ...prompt, ...shared }),
      pack('prompt-2', 'completed', prompt),
      pack('prompt-3', 'completed', { ...prompt, ...shared }),
      pack('prompt-4', 'completed', { ...prompt, ...shared }),
    ],
  });
  expect(work_packages.map(({ depends_on }) => depends_on)).toEqual([[], [], ['prompt-1'], ['prompt-3']]);
  expect(contract.ordered_steps.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
});

test('what a plan says of its dependencies stands alone', () => {
  const shared = { files: [asRedacted('a.js')] };
  const { work_packages } = handoff({
    files: [file('a.js')],
    packages: [
      pack('plan-1', 'completed', shared),
      pack('plan-2', 'completed', shared),
      pack('plan-3', 'pending', { depends_on: ['plan-1', 'gone'] }),
    ],
  });
  expect(work_packages.map(({ depends_on }) => depends_on)).toEqual([[], [], ['plan-1']]);
});

test('only packages that are known to be independent are parallel, and they are said once', () => {
  const independent = [
    pack('plan-1', 'completed'),
    pack('plan-2', 'pending', { depends_on: ['plan-1'] }),
    pack('plan-3', 'pending'),
    pack('plan-4', 'pending', { depends_on: ['plan-3'] }),
  ];
  const { execution_contract: contract } = handoff({ packages: independent });
  expect(contract.parallel_actions).toEqual(['[2] title of plan-2', '[3] title of plan-3']);
  expect(contract.next_actions).toEqual(['[4] Start: title of plan-4 (after [3])']);
  const list = handoff({ packages: [pack('plan-1', 'pending'), pack('plan-2', 'pending')] }).execution_contract;
  expect(list.parallel_actions).toEqual([]);
  expect(list.next_actions).toEqual(['[1] Start: title of plan-1', '[2] Start: title of plan-2']);
});

test('of a hundred packages fifty are shown, numbered anew', () => {
  const packages = Array.from({ length: 100 }, (_, index) =>
    pack(`plan-${index}`, 'completed', { depends_on: index === 60 ? ['plan-20'] : [] }),
  );
  const { work_packages, truncated, execution_contract: contract } = handoff({ packages, packages_left_out: 7 });
  expect(work_packages).toHaveLength(50);
  expect(work_packages.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  expect(work_packages[5]?.id).toBe('plan-55');
  expect(work_packages.find(({ id }) => id === 'plan-60')?.depends_on).toEqual([]);
  expect(truncated.work_packages).toBe(57);
  expect(contract.ordered_steps).toHaveLength(50);
});

test('command lines that could not be read are told of', () => {
  const told = (unread_lines?: number) =>
    handoff(unread_lines === undefined ? {} : { unread_lines }).uncertainty.assumptions.filter((one) =>
      one.includes('could not be read'),
    );
  expect(told(3)).toEqual([expect.stringContaining('3 command line(s)')]);
  expect(told()).toEqual([]);
});

test('what the list of files may lack, or tell too much of, is told of', () => {
  const changes = ['git pull', 'gofmt', 'gofmt'].map((by) => ({
    path: asRedacted('.'),
    by: asRedacted(by),
    inside: true,
    seen: seen(1),
  }));
  const files = [
    file('a.js', 'created', { unsettled: true }),
    file('b.js', 'deleted', { unsettled: true }),
    file('c.js', 'deleted'),
    file('d.js', 'edited', { undone: true }),
  ];
  const edits = ['e.js', 'f.js'].map((path) => ({
    path: asRedacted(path),
    unconfirmed: true as const,
    inside: true,
    seen: seen(1),
  }));
  expect(handoff({ files, changes: [...changes, ...edits] }).uncertainty.assumptions).toEqual([
    '1 written file(s) may have been there before: neither the log nor the repository tells.',
    '1 deleted file(s) may never have been there: neither the log nor the repository tells.',
    'What was done to 1 listed file(s) may have failed or been taken back: `d.js`.',
    'Files that are not listed may have changed too, by `git pull`, `gofmt`.',
    '2 file(s) that the session set out to change are not listed: the log does not say whether it did (`e.js`, `f.js`).',
  ]);
});

test('texts are cut by characters and counted', () => {
  const {
    objective,
    truncated,
    execution_contract: contract,
  } = handoff({ objective: said('가'.repeat(300), 0), commands: { items: [asRedacted('ls')], left_out: 9 } });
  expect(objective).toBe(`${'가'.repeat(199)}…`);
  expect(truncated).toEqual({ objective: 101, 'execution_contract.ordered_commands': 9 });
  expect(contract.ordered_commands).toEqual(['ls']);
});

test('evidence names event, time and place of each claim, and packages refer to it', () => {
  const runs = [
    { ...run('npm test', 'passed'), seen: seen(7), tool: asRedacted('npm'), scope: [], cwd: asRedacted('.') },
  ];
  const { evidence, work_packages } = handoff({ ...fixed, runs }, passed);
  expect(evidence.map(({ claim }) => claim)).toEqual([
    'objective: The add function is broken: fix it',
    'task_done: title of plan-1',
    'task_done: title of plan-2',
    'check passed: `npm test`',
    'file created: b.test.js',
    'file edited: add.js',
  ]);
  expect(evidence[3]).toEqual({
    id: 'evidence-4',
    claim: 'check passed: `npm test`',
    event_id: 'e7',
    timestamp: '2026-01-05T09:00:07Z',
    source_type: 'message',
    basis: 'observed',
    origin: { source: 0, offset: 700 },
  });
  expect(work_packages.map(({ evidence_refs }) => evidence_refs)).toEqual([
    ['evidence-2', 'evidence-4'],
    ['evidence-3', 'evidence-6'],
  ]);
});

test('what is not known is stated with its reason', () => {
  const {
    objective,
    objective_undefined_reason: reason,
    undefined_fields,
    uncertainty,
  } = handoff({ objective: null, started_at: null });
  expect(objective).toBeNull();
  expect(undefined_fields.map(({ path }) => path)).toEqual([
    'objective',
    'started_at',
    'execution_contract.rollback_hint',
    'evidence',
    'tokens',
    'repository',
  ]);
  expect(undefined_fields[0]?.undefined_reason).toBe(reason);
  expect(uncertainty.assumptions).toHaveLength(1);
  expect(handoff({ objective: null, title: asRedacted('A title') }).objective).toBe('A title');
});

test('output that is counted from below only is said to be', () => {
  const told = ({ uncertainty }: ReturnType<typeof handoff>) =>
    uncertainty.assumptions.filter((one) => one.includes('output tokens'));
  expect(told(handoff({ unended_messages: 2 }))).toHaveLength(1);
  expect(told(handoff({}))).toEqual([]);
});

test('commits tell how to go back', () => {
  const made = (...ids: readonly (string | null)[]) =>
    handoff({ commits: ids.map((id) => ({ id, seen: seen(4) })) }).execution_contract;
  expect(made('abc1234').rollback_hint).toContain('git revert abc1234');
  expect(made('abc1234', 'def5678').rollback_hint).toContain('from def5678 back to abc1234');
  expect(made(null).rollback_hint).toContain('1 commit(s)');
  expect(made('$(rm)').rollback_hint).not.toContain('$(rm)');
  expect(made().rollback_hint_missing_reason).toBe('no commit of the session is seen in its log');
});

test('a commit that was amended is none to go back over, and those that are not told of are not counted as all', () => {
  const hint = (commits: readonly [string, boolean][], untold_commits?: number) =>
    handoff({
      commits: commits.map(([id, amends]) => ({ id, seen: seen(4), ...(amends ? { amends: true as const } : {}) })),
      ...(untold_commits === undefined ? {} : { untold_commits }),
    }).execution_contract.rollback_hint;
  const amended: [string, boolean][] = [
    ['abc1234', false],
    ['def5678', true],
  ];
  expect(hint(amended)).toBe("Revert the session's commit: `git revert def5678`.");
  expect(hint([['abc1234', false]], 13)).toContain('may have made 14, its log shows 1');
  expect(hint([], 1)).toContain('may have made 1, its log shows 0');
});

test('ignored and outside paths are marked, and a blob id is kept by its path', () => {
  const { files_modified } = handoff(
    {
      files: [
        file('dist/x'),
        file('/etc/y', 'edited', { inside: false }),
        file('z', 'renamed', { from: asRedacted('a') }),
      ],
    },
    { ignored: new Set(['dist/x']), logBlobs: new Map([['z', 'f00']]) },
  );
  expect(files_modified.map(({ path, scope, from, log_blob }) => [path, scope, from, log_blob])).toEqual([
    ['/etc/y', 'outside', undefined, undefined],
    ['dist/x', 'ignored', undefined, undefined],
    ['z', 'repository', 'a', 'f00'],
  ]);
});

test('the same facts give the same bytes', () => {
  expect(JSON.stringify(handoff(fixed, passed))).toBe(
    JSON.stringify(handoff(structuredClone(fixed), structuredClone(passed))),
  );
  expect(facts()).toEqual(facts());
});
