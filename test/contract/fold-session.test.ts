import { expect, test } from 'vitest';
import type { SessionPlace } from '../../src/contract/facts.ts';
import { foldSession } from '../../src/contract/fold-session.ts';
import { settle } from '../../src/contract/settle.ts';
import { createTally } from '../../src/domain/coverage.ts';
import type { Event, SessionHeader } from '../../src/domain/session.ts';
import { agent, create, type Drafts, edit, read, sessionOf, shell, user } from '../support/events.ts';

const PLACE: SessionPlace = { root: '/r', cwd: '/r', home: '/h', script: () => undefined };

const HEAD: SessionHeader = {
  version: 'hail-1.0.0',
  session_id: 's1',
  agent: { provider: 'openai', model: 'a-model', tool: 'codex' },
  context: { title: ' A title ', tags: [], created_at: '2026-01-05T08:00:00Z', updated_at: '2026-01-05T08:30:00Z' },
};

const factsOf = (events: readonly Event[]) => {
  const fold = foldSession(PLACE);
  for (const event of settle(events)) fold.push(event);
  return fold.finish(HEAD, createTally().coverage());
};

const SESSION: Drafts = [
  user('The add function is broken: fix it'),
  read('/r/add.js'),
  shell('node --test', { exit: 1 }),
  edit('/r/add.js'),
  create('/r/add.negative.test.js'),
  shell('node --test', { exit: 0 }),
  shell('git commit -am fix', { exit: 0, output: '[main abc1234] fix' }),
  agent('Fixed. Open question: should add() reject non-numbers?'),
];

test('a session is folded into the facts of all sections', () => {
  const facts = factsOf(sessionOf(...SESSION));
  expect(facts).toMatchObject({
    session_id: 's1',
    tool_version: null,
    title: 'A title',
    started_at: '2026-01-05T09:00:00Z',
    ended_at: '2026-01-05T09:01:40Z',
    objective: { text: 'The add function is broken: fix it' },
    open_questions: [{ text: 'should add() reject non-numbers?' }],
    files: [
      { path: 'add.js', action: 'edited' },
      { path: 'add.negative.test.js', action: 'created' },
    ],
    runs: [{ status: 'failed' }, { status: 'passed' }],
    commands: { items: ['node --test', 'git commit -am fix'] },
    commits: [{ id: 'abc1234' }],
    packages: [{ status: 'completed', files: ['add.js', 'add.negative.test.js'] }],
  });
});

test('the same events give the same facts', () => {
  expect(JSON.stringify(factsOf(sessionOf(...SESSION)))).toBe(JSON.stringify(factsOf(sessionOf(...SESSION))));
});

test('a session without events has the times of its header and nothing else', () => {
  const facts = factsOf([]);
  expect(facts).toMatchObject({
    started_at: '2026-01-05T08:00:00Z',
    ended_at: '2026-01-05T08:30:00Z',
    objective: null,
  });
  expect([facts.files, facts.runs, facts.packages, facts.open_questions]).toEqual([[], [], [], []]);
});

test('a long session takes no more than its bounds', () => {
  const turn = (index: number): Drafts => [
    user(`p${index}`),
    shell(`command ${index}`, { exit: 0 }),
    agent(`a${index}`),
  ];
  const facts = factsOf(sessionOf(...Array.from({ length: 3000 }, (_, index) => turn(index)).flat()));
  expect(facts.user_messages.items).toHaveLength(18);
  expect(facts.conversations.items).toHaveLength(12);
  expect(facts.commands.items).toHaveLength(50);
  expect(facts.packages).toHaveLength(1000);
  expect(facts.packages_left_out).toBe(2000);
});

test('command lines that cannot be read are counted, and those that can are not', () => {
  const unread = (...commands: string[]) =>
    factsOf(sessionOf(...commands.map((command) => shell(command, { exit: 0 })))).unread_lines;
  expect(unread('if npm test; then', 'npm test', "echo 'a")).toBe(2);
  expect(unread('npm test')).toBeUndefined();
});
