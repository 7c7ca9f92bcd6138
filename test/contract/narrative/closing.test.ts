import { expect, test } from 'vitest';
import { foldAll } from '../../../src/contract/fold.ts';
import { closingFold } from '../../../src/contract/narrative/closing.ts';
import { type Drafts, agent, answer, edit, inLane, question, sessionOf, shell, user } from '../../support/events.ts';

const closing = (...drafts: Drafts) => {
  const { open_questions, offers, next } = foldAll(closingFold, sessionOf(...drafts));
  const texts = (prompts: typeof next): readonly string[] => prompts.map(({ text }) => text);
  return { open: texts(open_questions), offers: texts(offers), next: texts(next) };
};

test('a question at the end of the session is open', () => {
  expect(closing(user('fix add()'), agent('Fixed. Open question: should add() reject non-numbers?'))).toEqual({
    open: ['should add() reject non-numbers?'],
    offers: [],
    next: [],
  });
});

test('the next prompt of a person answers what was asked before it', () => {
  const asked = [user('fix add()'), agent('Which port should it use?')];
  expect(closing(asked).open).toEqual(['Which port should it use?']);
  expect(closing(asked, user('3000')).open).toEqual([]);
  expect(closing(asked, user('3000'), agent('Done.')).open).toEqual([]);
  expect(closing(asked, inLane('x', user('look'), agent('Found it?'))).open).toEqual(['Which port should it use?']);
});

test('what the agent asks itself on the way is no question to anyone', () => {
  expect(closing(user('fix'), agent('Why does it fail?'), shell('npm test', { exit: 1 })).open).toEqual([]);
  expect(closing(user('fix'), agent('Why does it fail?')).open).toEqual(['Why does it fail?']);
});

test('a structured question is open until it is answered, by its tool or by a prompt', () => {
  const asked = [user('go'), question({ id: 'q1', text: 'Which database?' }, { id: 'q2', text: 'Which port?' })];
  expect(closing(asked).open).toEqual(['Which database?', 'Which port?']);
  expect(closing(asked, answer('q1')).open).toEqual(['Which port?']);
  expect(closing(asked, user('Postgres, 80'), edit('a.js')).open).toEqual([]);
});

test("the older tool's question events are read", () => {
  const attributes = {
    source: 'interactive_question',
    question_ids: ['db'],
    question_meta: [{ id: 'db', header: 'DB?' }],
  };
  expect(closing(agent('x', attributes)).open).toContain('DB?');
  expect(closing(agent('x', attributes), user('pg', { source: 'interactive', question_ids: ['db'] })).open).toEqual([]);
});

test('what the last message names as next is kept apart from what it asks', () => {
  expect(
    closing(
      user('go'),
      agent(
        'parse(null) still throws. Next: guard against null at the top, then re-run npm test. Shall I also update the docs?',
      ),
    ),
  ).toEqual({
    open: [],
    offers: ['Shall I also update the docs?'],
    next: ['guard against null at the top, then re-run npm test.'],
  });
});
