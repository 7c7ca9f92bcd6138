import { expect, test } from 'vitest';
import { foldAll, seenAt } from '../../../src/contract/fold.ts';
import { packagesFold } from '../../../src/contract/packages/packages.ts';
import type { Event } from '../../../src/domain/session.ts';
import {
  type Drafts,
  aborted,
  agent,
  create,
  edit,
  inLane,
  plan,
  settled,
  shell,
  taskEnd,
  taskStart,
  tool,
  user,
} from '../../support/events.ts';

/** Changes as the files' fold would tell them: here each edit and creation, by the path that its event names. */
const changesOf = (events: readonly Event[]) =>
  events.flatMap((event, index) =>
    event.event_type.type === 'FileEdit' || event.event_type.type === 'FileCreate'
      ? [{ path: event.event_type.data.path, inside: true, seen: seenAt(event, index) }]
      : [],
  );

const packages = (...drafts: Drafts) => {
  const events = settled(...drafts);
  return foldAll(packagesFold, events)(changesOf(events));
};
const shown = (...drafts: Drafts) =>
  packages(...drafts).packages.map(({ id, title, status, files, commands }) => ({
    id,
    title,
    status,
    files,
    commands,
  }));

test('without a plan each prompt is a package with what was done for it', () => {
  expect(
    shown(
      user('fix add()'),
      shell('npm test', { exit: 1 }),
      edit('add.js'),
      shell('npm test', { exit: 0 }),
      agent('Fixed.'),
      user('and document it'),
      agent('I will write.'),
      create('README.md'),
    ),
  ).toEqual([
    { id: 'prompt-1', title: 'fix add()', status: 'completed', files: ['add.js'], commands: ['npm test'] },
    { id: 'prompt-2', title: 'and document it', status: 'in_progress', files: ['README.md'], commands: [] },
  ]);
});

test('an answer that says what is missing to go on completes nothing', () => {
  const status = (...drafts: Drafts) => packages(...drafts).packages.map((one) => [one.id, one.status]);
  const blocked = 'The rollout failed.\n\nI need credentials of the account to continue.';
  expect(status(user('roll it out'), agent(blocked))).toEqual([['prompt-1', 'blocked']]);
  expect(status(user('roll it out'), agent(blocked), user('they are set'), agent('It is out.'))).toEqual([
    ['prompt-1', 'completed'],
    ['prompt-2', 'completed'],
  ]);
  const limited = 'Done. I cannot run the end-to-end tests without a browser.';
  expect(status(user('mend it'), agent(limited))).toEqual([['prompt-1', 'completed']]);
});

test('an answer that only asks completes nothing: the prompt waits, and is done with what answers the next one', () => {
  const status = (...drafts: Drafts) => packages(...drafts).packages.map((one) => [one.id, one.status, one.outcome]);
  const asked = [user('add a port option'), agent('Which port should the server use?\n\n- 8080\n- 3000')] as const;
  expect(status(...asked)).toEqual([['prompt-1', 'blocked', undefined]]);
  expect(status(...asked, user('8080'), edit('a.js'), agent('Done.'))).toEqual([
    ['prompt-1', 'completed', 'Done.'],
    ['prompt-2', 'completed', 'Done.'],
  ]);
  expect(status(...asked, user('8080'), edit('a.js'))).toEqual([
    ['prompt-1', 'in_progress', undefined],
    ['prompt-2', 'in_progress', undefined],
  ]);
  const told = 'The port is fixed now.\n\nWhich host should it bind to?';
  expect(status(user('fix the port'), agent(told))).toEqual([['prompt-1', 'completed', told]]);
});

test('the final answer is the outcome, and completes all prompts that waited for it', () => {
  const { packages: facts } = packages(user('fix add()'), edit('a.js'), user('quickly'), tool('x'), agent('Fixed.'));
  expect(facts).toMatchObject([
    { status: 'completed', outcome: 'Fixed.', completed: { event_id: 'e5' }, first: { event_id: 'e1' } },
    { status: 'completed', outcome: 'Fixed.', completed: { event_id: 'e5' }, first: { event_id: 'e3' } },
  ]);
});

test('a mistyped command that was broken off is no package', () => {
  const titles = (...drafts: Drafts) => shown(...drafts).map(({ title }) => title);
  expect(titles(user('/mode'), aborted(), user('one'), agent('Done.'), user('/them'), aborted())).toEqual(['one']);
  expect(titles(user('/mode'), agent('Which one?'), aborted())).toEqual(['/mode']);
});

test('an aborted prompt stays open whatever is answered later', () => {
  expect(shown(user('one'), agent('I will'), aborted('by the user'), user('two'), agent('Done.'))).toMatchObject([
    { title: 'one', status: 'in_progress' },
    { title: 'two', status: 'completed' },
  ]);
});

test("the plan's items are the packages of the prompt that it was made for", () => {
  const { packages: facts, plan: items } = packages(
    user('fix add()'),
    plan(['1', 'reproduce', 'in_progress'], ['2', 'fix', 'pending'], ['3', 'document', 'pending', '2', '9']),
    shell('npm test', { exit: 1 }),
    plan(['1', 'reproduce', 'completed'], ['2', 'fix', 'in_progress'], ['3', 'document', 'pending', '2', '9']),
    edit('add.js'),
    agent('Fixed, not documented.'),
  );
  expect(facts).toMatchObject([
    {
      id: 'plan-1',
      status: 'completed',
      commands: ['npm test'],
      files: [],
      first: { event_id: 'e2' },
      completed: { event_id: 'e5' },
    },
    { id: 'plan-2', status: 'in_progress', commands: [], files: ['add.js'], completed: null },
    { id: 'plan-3', status: 'pending', first: null, depends_on: ['plan-2'] },
  ]);
  expect(items.map(({ id }) => id)).toEqual(['1', '2', '3']);
});

test('a prompt that no plan covers is a package of its own beside the plan', () => {
  expect(
    shown(
      user('fix add()'),
      plan(['1', 'fix', 'in_progress']),
      plan(['1', 'fix', 'completed']),
      agent('Fixed.'),
      user('rename it'),
      edit('b.js'),
      agent('Renamed.'),
    ),
  ).toMatchObject([
    { id: 'plan-1', title: 'fix', status: 'completed' },
    { id: 'prompt-2', title: 'rename it', status: 'completed', files: ['b.js'] },
  ]);
});

test('a plan that took the place of another leaves the prompt of the first to stand for itself', () => {
  expect(
    shown(
      user('one'),
      plan(['1', 'old step', 'completed']),
      agent('Done.'),
      user('two'),
      plan(['1', 'new step', 'in_progress']),
    ),
  ).toMatchObject([
    { id: 'prompt-1', title: 'one', status: 'completed' },
    { id: 'plan-1', title: 'new step', status: 'in_progress' },
  ]);
});

test('a plan that was cleared keeps what was done and gives up the rest', () => {
  expect(shown(user('x'), plan(['1', 'a', 'completed'], ['2', 'b', 'pending']), plan())).toMatchObject([
    { title: 'a', status: 'completed' },
    { title: 'b', status: 'cancelled' },
  ]);
});

test('two items with one text are two items', () => {
  const twice = (first: 'completed' | 'in_progress') => plan(['1', 'test', first], ['2', 'test', 'pending']);
  expect(shown(user('x'), twice('in_progress'), twice('completed')).map(({ status }) => status)).toEqual([
    'completed',
    'pending',
  ]);
});

test('a sub-agent is a package with its own files and commands, wherever its events stand', () => {
  const { packages: facts } = packages(
    user('rename b'),
    inLane('s1', taskStart('Find b'), user('Report which file exports b'), shell('grep -r b', { exit: 0 })),
    edit('a.js'),
    inLane('s1', edit('b.js'), agent('b.js exports b.'), taskEnd()),
    agent('Renamed.'),
  );
  expect(facts).toMatchObject([
    { id: 'prompt-1', files: ['a.js'], commands: [] },
    {
      id: 'subagent-1',
      title: 'Find b',
      status: 'completed',
      files: ['b.js'],
      commands: ['grep -r b'],
      outcome: 'b.js exports b.',
    },
  ]);
});

test('a sub-agent without an end is done when its last event is its answer, else unknown', () => {
  const work = [user('go'), inLane('s1', user('look'), tool('x'), agent('Found it.'))];
  expect(shown(...work)[1]).toMatchObject({ title: 'look', status: 'completed' });
  expect(shown(...work, inLane('s1', tool('y')))[1]).toMatchObject({ status: 'unknown' });
});

test('tool calls that a log wraps in tasks are no packages', () => {
  expect(shown(user('go'), taskStart('grep'), tool('grep'), taskEnd('grep done'), agent('Done.'))).toHaveLength(1);
});

test('a plan of another writer is read as far as it is one', () => {
  const hostile = [
    { id: 'a', text: 'x', status: '__proto__' },
    null,
    7,
    { id: 3 },
    { id: 'a', text: 'again', status: 'completed' },
  ];
  const event = { ...plan(), attributes: { 'plan.items': hostile } };
  expect(shown(user('go'), event)).toMatchObject([{ id: 'plan-1', title: 'x', status: 'pending' }]);
});

test('packages stand in the order of time, whatever the order of the log, and those without a time after their neighbour', () => {
  const at = (hour: string, text: string) => ({
    ...user(text),
    timestamp: hour === '' ? '' : `2026-01-05T${hour}:00:00Z`,
  });
  const titles = packages(at('10', 'late'), at('', 'later'), at('08', 'early'), at('09', 'middle')).packages;
  expect(titles.map(({ title }) => title)).toEqual(['early', 'middle', 'late', 'later']);
});

test('a thousand packages are kept of more', () => {
  const { packages: facts, left_out } = packages(Array.from({ length: 1500 }, (_, index) => user(`p${index}`)));
  expect(facts).toHaveLength(1000);
  expect(left_out).toBe(500);
});
