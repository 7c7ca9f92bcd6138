import { expect, test } from 'vitest';
import { foldAll } from '../../../src/contract/fold.ts';
import { promptsFold } from '../../../src/contract/narrative/prompts.ts';
import {
  type Drafts,
  aborted,
  agent,
  inLane,
  sessionOf,
  shell,
  system,
  taskEnd,
  taskStart,
  user,
} from '../../support/events.ts';

const prompts = (...drafts: Drafts) => foldAll(promptsFold, sessionOf(...drafts));

test('the objective is the first prompt of a person, later prompts are its history', () => {
  const { objective, objective_history, user_messages } = prompts(
    inLane('a', user('find b')),
    user('injected context', { source: 'injected' }),
    user('  fix add()\n'),
    agent('done'),
    user('and sub()'),
  );
  expect(objective).toMatchObject({ text: 'fix add()', seen: { event_id: 'e3', index: 2 } });
  expect(objective_history).toMatchObject({ items: [{ text: 'and sub()' }], left_out: 0 });
  expect(user_messages).toEqual({ items: ['fix add()', 'and sub()'], left_out: 0 });
});

test('a prompt that is an image alone is one', () => {
  const image = { ...user(''), content: { blocks: [{ type: 'Image', url: 'data:,', mime: 'image/png' }] } } as const;
  expect(asked(image, agent('ok'), user('in blue'))).toEqual(['(only an image)', 'in blue']);
  expect(asked(user(''), user('fix a'))).toEqual(['fix a']);
});

const asked = (...drafts: Drafts) => {
  const { objective, objective_history: history } = prompts(...drafts);
  return [objective?.text ?? null, ...history.items.map(({ text }) => text)];
};

test('a mistyped command that was broken off is no prompt', () => {
  expect(asked(user('/mode'), aborted(), user('fix a'), agent('ok'), user('/the'), aborted(), user('and b'))).toEqual([
    'fix a',
    'and b',
  ]);
  // it was answered, or nobody broke it off, or it says more
  expect(asked(user('/review'), agent('Looks good'), aborted(), user('fix a'))).toEqual(['/review', 'fix a']);
  expect(asked(user('/review'), user('fix a'))).toEqual(['/review', 'fix a']);
  expect(asked(user('fix a'), agent('ok'), user('/review the diff'), aborted(), user('b'))).toEqual([
    'fix a',
    '/review the diff',
    'b',
  ]);
  expect(asked(user('/mode'), aborted())).toEqual(['/mode']);
});

test('a first prompt that was broken off at once is among the others where the next one says it anew', () => {
  expect(asked(user('fix'), aborted(), user('fix a.js'), agent('ok'), user('b'))).toEqual(['fix a.js', 'fix', 'b']);
  expect(asked(user('fix a.js'), aborted(), user('continue'), agent('ok'))).toEqual(['fix a.js', 'continue']);
  expect(
    asked(user('Implement the CSV export of bills'), aborted(), user('Implement the CSV export, tested'), agent('ok')),
  ).toEqual(['Implement the CSV export, tested', 'Implement the CSV export of bills']);
  expect(
    asked(user('please do the CSV export of bills'), aborted(), user('Export of bills as CSV, please'), agent('ok')),
  ).toEqual(['Export of bills as CSV, please', 'please do the CSV export of bills']);
  for (const more of ['use semicolons as separators', 'oh and no new dependencies', 'ok go', 'y', 'sorry, continue'])
    expect(asked(user('Implement the CSV export of bills'), aborted(), user(more), agent('ok'))).toEqual([
      'Implement the CSV export of bills',
      more,
    ]);
  expect(asked(user('fix a.js'), aborted())).toEqual(['fix a.js']);
  expect(asked(user('fix'), agent('I will'), aborted(), user('no, b'))).toEqual(['fix', 'no, b']);
  expect(asked(user('fix'), shell('ls'), aborted(), user('no, b'))).toEqual(['fix', 'no, b']);
  expect(asked(user('fix'), aborted(), user('fix a'), aborted())).toEqual(['fix a', 'fix']);
});

test('without a prompt the first task tells it: its title, else its summary', () => {
  expect(prompts(taskEnd('summed up'), taskStart('  '), taskStart('build it')).objective?.text).toBe('build it');
  expect(prompts(agent('hello'), taskEnd('summed up')).objective?.text).toBe('summed up');
  expect(prompts(agent('hello')).objective).toBeNull();
});

test('what another agent asked is the objective where no person asked anything, and no prompt', () => {
  const asked = system('find b', { source: 'delegated' });
  expect(prompts(system('context', { source: 'injected' }), asked, agent('found'))).toMatchObject({
    objective: { text: 'find b' },
    user_messages: { items: [] },
  });
  expect(prompts(asked, user('and c')).objective?.text).toBe('and c');
});

test('of many prompts the first three and the last fifteen are kept', () => {
  const { user_messages, objective_history } = prompts(Array.from({ length: 100 }, (_, index) => user(`p${index}`)));
  expect(user_messages.items).toHaveLength(18);
  expect(user_messages.items.slice(0, 4)).toEqual(['p0', 'p1', 'p2', 'p85']);
  expect(user_messages.left_out).toBe(82);
  expect(objective_history.items.map(({ text }) => text).slice(0, 4)).toEqual(['p1', 'p2', 'p3', 'p85']);
  expect(objective_history.left_out).toBe(81);
});
