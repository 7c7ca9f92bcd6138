import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeHandoffs } from '../../src/contract/merge-handoffs.ts';
import type { FileAction, Handoff } from '../../src/domain/handoff.ts';
import { asRedacted, check, file, handoff, pack, run, said } from '../support/facts.ts';

type Change = readonly [path: string, action: FileAction, from?: string];

const session = (id: string, hour: number, changes: readonly Change[] = [], more: Partial<Handoff> = {}): Handoff => ({
  ...handoff({
    session_id: id,
    started_at: `2026-01-05T${String(hour).padStart(2, '0')}:00:00Z`,
    ended_at: `2026-01-05T${String(hour).padStart(2, '0')}:30:00Z`,
    files: changes.map(([path, action, from]) =>
      file(path, action, from === undefined ? {} : { from: asRedacted(from) }),
    ),
  }),
  ...more,
});

const filesOf = (...sessions: readonly (readonly Change[])[]) =>
  mergeHandoffs(sessions.map((changes, index) => session(`s${index}`, index, changes))).merged.files_modified.map(
    ({ path, action, from }) => (from === undefined ? [path, action] : [path, action, from]),
  );

test.each<[string, readonly (readonly Change[])[], readonly Change[]]>([
  ['created, then edited', [[['a', 'created']], [['a', 'edited']]], [['a', 'created']]],
  ['created, then deleted', [[['a', 'created']], [['a', 'deleted']]], []],
  ['edited, then deleted', [[['a', 'edited']], [['a', 'deleted']]], [['a', 'deleted']]],
  ['deleted, then created', [[['a', 'deleted']], [['a', 'created']]], [['a', 'edited']]],
  ['created, then renamed', [[['a', 'created']], [['b', 'renamed', 'a']]], [['b', 'created']]],
  ['edited, then renamed', [[['a', 'edited']], [['b', 'renamed', 'a']]], [['b', 'renamed', 'a']]],
  ['renamed, then edited', [[['b', 'renamed', 'a']], [['b', 'edited']]], [['b', 'renamed', 'a']]],
  ['renamed twice', [[['b', 'renamed', 'a']], [['c', 'renamed', 'b']]], [['c', 'renamed', 'a']]],
  ['renamed there and back', [[['b', 'renamed', 'a']], [['a', 'renamed', 'b']]], [['a', 'edited']]],
  ['renamed, then deleted', [[['b', 'renamed', 'a']], [['b', 'deleted']]], [['a', 'deleted']]],
  ['created, deleted, created', [[['a', 'created']], [['a', 'deleted']], [['a', 'created']]], [['a', 'created']]],
  [
    'renamed, and written anew',
    [[['b', 'renamed', 'a']], [['a', 'created']]],
    [
      ['a', 'edited'],
      ['b', 'created'],
    ],
  ],
  [
    'edited, then moved over',
    [[['b', 'edited']], [['b', 'renamed', 'a']]],
    [
      ['a', 'deleted'],
      ['b', 'edited'],
    ],
  ],
  ['created, then moved over', [[['b', 'created']], [['b', 'renamed', 'a']]], [['b', 'renamed', 'a']]],
  [
    'apart',
    [[['b', 'edited']], [['a', 'edited']]],
    [
      ['a', 'edited'],
      ['b', 'edited'],
    ],
  ],
])('net effect: %s', (_, sessions, expected) => {
  expect(filesOf(...sessions)).toEqual(expected);
});

test('lines are added up while both sessions know them', () => {
  const [first, second] = [session('a', 1, [['x', 'edited']]), session('b', 2, [['x', 'edited']])];
  expect(mergeHandoffs([first, second]).merged.files_modified[0]).toMatchObject({
    lines_added: 2,
    sessions: ['a', 'b'],
  });
  const unknown = {
    ...second,
    files_modified: second.files_modified.map((change) => ({ ...change, lines_added: null })),
  };
  expect(mergeHandoffs([first, unknown]).merged.files_modified[0]).toMatchObject({
    lines_added: null,
    lines_removed: 2,
  });
});

test('paths that two sessions changed are conflicts', () => {
  const { conflicts } = mergeHandoffs([
    session('a', 1, [
      ['x', 'edited'],
      ['y', 'created'],
    ]),
    session('b', 2, [
      ['z', 'renamed', 'x'],
      ['w', 'edited'],
    ]),
  ]).merged;
  expect(conflicts).toEqual([{ path: 'x', sessions: ['a', 'b'], actions: ['edited', 'renamed'] }]);
});

const checked = (id: string, hour: number, final: 'passed' | 'failed', at = hour): Handoff => {
  const time = `2026-01-05T${String(at).padStart(2, '0')}:10:00Z`;
  const verification = {
    ...handoff({}, { judged: { runs: [run('npm test', final, { at: time })], checks: [check('npm test', final)] } })
      .verification,
  };
  return session(id, hour, [], { verification });
};

test('the last run of a check decides', () => {
  const failedFirst = mergeHandoffs([checked('b', 2, 'passed'), checked('a', 1, 'failed')]).merged.checks;
  expect(failedFirst).toMatchObject([{ final: 'passed', runs: ['failed', 'passed'], session_id: 'b', stale: false }]);
  // the session that began first ran it last
  const overlapping = mergeHandoffs([checked('a', 1, 'failed', 9), checked('b', 2, 'passed', 3)]).merged.checks;
  expect(overlapping).toMatchObject([{ final: 'failed', runs: ['passed', 'failed'], session_id: 'a' }]);
});

test('a check is stale once a later session changed a file', () => {
  expect(mergeHandoffs([checked('a', 1, 'passed'), session('b', 2, [['x', 'edited']])]).merged.checks[0]?.stale).toBe(
    true,
  );
  expect(mergeHandoffs([session('a', 1, [['x', 'edited']]), checked('b', 2, 'passed')]).merged.checks[0]?.stale).toBe(
    false,
  );
});

test('packages, questions and durations of all sessions stand in the order of time', () => {
  const of = (id: string, hour: number): Handoff => {
    const full = handoff({
      session_id: id,
      started_at: `2026-01-05T0${hour}:00:00Z`,
      ended_at: `2026-01-05T0${hour}:00:30Z`,
      packages: [
        pack('plan-1', 'completed', { first: { ...said('x', 1).seen, at: `2026-01-05T0${hour}:00:01Z` } }),
        pack('plan-2', 'pending'),
      ],
      open_questions: [said(`of ${id}?`, 1)],
    });
    return full;
  };
  const { merged, ordered } = mergeHandoffs([of('z', 2), of('a', 3), of('m', 1)]);
  expect(ordered.map(({ session_id }) => session_id)).toEqual(['m', 'z', 'a']);
  expect(merged.session_ids).toEqual(['m', 'z', 'a']);
  expect(merged.total_duration_seconds).toBe(90);
  expect(merged.work_packages.map(({ session_id, id, sequence }) => [sequence, session_id, id])).toEqual([
    [1, 'm', 'plan-1'],
    [2, 'z', 'plan-1'],
    [3, 'a', 'plan-1'],
    [4, 'm', 'plan-2'],
    [5, 'z', 'plan-2'],
    [6, 'a', 'plan-2'],
  ]);
  expect(merged.open_questions).toEqual([
    { session_id: 'm', text: 'of m?' },
    { session_id: 'z', text: 'of z?' },
    { session_id: 'a', text: 'of a?' },
  ]);
});

test('files that were read are those of all sessions that none changed', () => {
  const reading = (id: string, hour: number, read: readonly string[], changes: readonly Change[] = []) =>
    session(id, hour, changes, { files_read: read.map(asRedacted) });
  const { files_read } = mergeHandoffs([
    reading('a', 1, ['x', 'y']),
    reading('b', 2, ['y', 'w'], [['x', 'edited']]),
  ]).merged;
  expect(files_read).toEqual(['w', 'y']);
});

test('a session that is named twice counts once, by its latest state', () => {
  const early = session('a', 1, [['x', 'created']]);
  const late = {
    ...session('a', 1, [
      ['x', 'created'],
      ['y', 'created'],
    ]),
    ended_at: '2026-01-05T05:00:00Z',
  };
  for (const named of [
    [early, late],
    [late, early],
    [late, early, late],
  ]) {
    const { merged, ordered } = mergeHandoffs(named);
    expect(ordered).toEqual([late]);
    expect(merged.conflicts).toEqual([]);
    expect(merged.files_modified).toHaveLength(2);
  }
});

test('nothing to merge is an empty whole', () => {
  expect(mergeHandoffs([])).toMatchObject({
    ordered: [],
    merged: { session_ids: [], files_modified: [], total_duration_seconds: 0 },
  });
});

test('the outcome does not depend on the order in which sessions are named', () => {
  const change: fc.Arbitrary<Change> = fc.oneof(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<FileAction>('created', 'edited', 'deleted')),
    fc.tuple(fc.constantFrom('a', 'b'), fc.constant<FileAction>('renamed'), fc.constantFrom('c', 'd')),
  );
  const sessions = fc.array(
    fc.record({
      id: fc.constantFrom('s1', 's2', 's3', 'é', '🙂', '\uffff'),
      hour: fc.integer({ min: 0, max: 3 }),
      timed: fc.boolean(),
      changes: fc.uniqueArray(change, { maxLength: 3, selector: ([path]) => path }),
      final: fc.constantFrom('passed' as const, 'failed' as const),
    }),
    { maxLength: 6 },
  );
  const made = sessions.map((list) =>
    list.map(({ id, hour, timed, changes, final }) => {
      const { verification } = checked(id, hour, final);
      return session(id, hour, changes, { verification, ...(timed ? {} : { started_at: null }) });
    }),
  );
  const shuffled = made.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(mergeHandoffs(other)).toEqual(mergeHandoffs(one));
      expect(mergeHandoffs([...one, ...other])).toEqual(mergeHandoffs(one));
      expect(mergeHandoffs(mergeHandoffs(one).ordered)).toEqual(mergeHandoffs(one));
    }),
    { numRuns: 200 },
  );
});

/** A tree in memory: which file of the beginning stands where, and how often it was written. */
type Tree = ReadonlyMap<string, { readonly origin: string; readonly version: number }>;

const BASE: Tree = new Map(['a', 'b', 'c'].map((path) => [path, { origin: path, version: 0 }]));

const step = (tree: Tree, [kind, path, to]: readonly [string, string, string], version: number): Tree => {
  const next = new Map(tree);
  const here = next.get(path);
  if (kind === 'write') next.set(path, { origin: here?.origin ?? `new ${version}`, version });
  if (kind === 'remove') next.delete(path);
  if (kind === 'move' && here !== undefined && path !== to) {
    next.delete(path);
    next.set(to, here);
  }
  return next;
};

/** What a session that turned one tree into the other would claim. */
const claimed = (before: Tree, after: Tree): readonly Change[] => {
  const place = (origin: string | undefined): string | undefined =>
    [...before].find(([, file]) => file.origin === origin)?.[0];
  const sources = new Set<string>();
  const written = [...after].flatMap(([path, file]): readonly Change[] => {
    const old = before.get(path);
    if (old !== undefined) return old.origin === file.origin && old.version === file.version ? [] : [[path, 'edited']];
    const from = place(file.origin);
    if (from === undefined || after.has(from)) return [[path, 'created']];
    sources.add(from);
    return [[path, 'renamed', from]];
  });
  const gone = [...before.keys()].filter((path) => !after.has(path) && !sources.has(path));
  return [...written, ...gone.map((path): Change => [path, 'deleted'])];
};

const effect = (changes: readonly Change[]) => {
  const of = (...actions: readonly FileAction[]) =>
    changes.filter(([, action]) => actions.includes(action)).map(([path]) => path);
  const left = changes.flatMap(([, , from]) => (from === undefined ? [] : [from]));
  return {
    gone: [...of('deleted'), ...left].sort(),
    made: of('created', 'renamed').sort(),
    edited: of('edited').sort(),
  };
};

test('the net effect of several sessions is that of their changes on one tree', () => {
  const path = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const change = fc.tuple(fc.constantFrom('write', 'remove', 'move'), path, path);
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 4 }), (sessions) => {
      let version = 0;
      const trees: Tree[] = [BASE];
      for (const changes of sessions)
        trees.push(changes.reduce((tree, one) => step(tree, one, ++version), trees.at(-1) ?? BASE));
      const claims = sessions.map((_, index) => claimed(trees[index] ?? BASE, trees[index + 1] ?? BASE));
      const merged = effect(filesOf(...claims) as unknown as readonly Change[]);
      const truth = effect(claimed(BASE, trees.at(-1) ?? BASE));
      expect(merged.gone).toEqual(truth.gone);
      expect(merged.made).toEqual(truth.made);
      // a file that went away and came back is edited as far as the sessions tell
      expect(merged.edited).toEqual(expect.arrayContaining(truth.edited));
    }),
    { numRuns: 2000 },
  );
});

const at = (minute: number): string => `2026-01-05T09:${String(minute).padStart(2, '0')}:00.123Z`;
const prompt = (title: string, minute: number) => ({
  ...pack(title, 'completed'),
  title: asRedacted(title),
  first: { ...said(title, minute).seen, at: at(minute) },
});

/** A session that ran a check at each of its prompts and changed a file, and what a fork of it looks like. */
const forked = (id: string, prompts: readonly (readonly [string, number])[], paths: readonly string[]): Handoff => {
  const runs = prompts.map(([, minute]) =>
    run('npm test', minute === 1 ? 'failed' : 'passed', { at: at(minute), event_id: `${id}-${minute}` }),
  );
  return handoff(
    {
      session_id: id,
      started_at: at(0),
      ended_at: at(Math.max(...prompts.map(([, minute]) => minute))),
      packages: prompts.map(([title, minute]) => prompt(title, minute)),
      files: paths.map((path) => file(path, 'edited')),
    },
    { judged: { runs, checks: [check('npm test', 'passed', { runs: runs.map(({ status }) => status) })] } },
  );
};

test('a session that a fork holds whole counts once', () => {
  const first = forked('first', [['fix', 1]], ['a']);
  const fork = forked(
    'fork',
    [
      ['fix', 1],
      ['go on', 2],
    ],
    ['a', 'b'],
  );
  const { ordered, merged } = mergeHandoffs([first, fork]);
  expect(ordered.map(({ session_id: id }) => id)).toEqual(['first', 'fork']);
  expect(merged).toEqual({ ...mergeHandoffs([fork]).merged, session_ids: ['first', 'fork'] });
  expect(merged.conflicts).toEqual([]);
  expect(merged.checks.map(({ runs }) => runs)).toEqual([['failed', 'passed']]);
  expect(mergeHandoffs([fork, first]).merged).toEqual(merged);
});

test('two forks of one session, with nothing of their own, count once', () => {
  const [a, b] = ['a', 'b'].map((id) => forked(id, [['fix', 1]], ['x'])) as [Handoff, Handoff];
  expect(mergeHandoffs([a, b]).merged.work_packages).toHaveLength(1);
  expect(mergeHandoffs([b, a]).merged.work_packages).toHaveLength(1);
});

test('sessions that went different ways tell what they have in common once', () => {
  const left = forked(
    'left',
    [
      ['fix', 1],
      ['one way', 2],
    ],
    ['a', 'b'],
  );
  const right = forked(
    'right',
    [
      ['fix', 1],
      ['another way', 3],
    ],
    ['a', 'c'],
  );
  const { merged } = mergeHandoffs([left, right]);
  expect(merged.work_packages.map(({ title }) => title)).toEqual(['fix', 'one way', 'another way']);
  expect(merged.checks.map(({ runs }) => runs)).toEqual([['failed', 'passed', 'passed']]);
  expect(merged.files_modified.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
});

test('the same prompt at another time is no copy', () => {
  const { merged } = mergeHandoffs([forked('a', [['fix', 1]], ['x']), forked('b', [['fix', 2]], ['x'])]);
  expect(merged.work_packages).toHaveLength(2);
  expect(merged.conflicts.map(({ path }) => path)).toEqual(['x']);
});
