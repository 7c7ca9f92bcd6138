import { expect, test } from 'vitest';
import { surveyCells } from '../../src/cli/survey-cells.ts';
import type { AgentSurvey } from '../../src/engine/survey-agents.ts';

const survey: AgentSurvey = {
  agent: 'codex',
  name: 'Codex',
  roots: [],
  sessions: 0,
  newest: null,
  sessions_read: 0,
  unreadable: 0,
  unread: [],
  records: 0,
  coverage: null,
  versions: [],
  unknown: [],
};

test('a folder that is closed stands where it is seen', () => {
  const roots = [
    { path: '/srv/found', state: 'found' },
    { path: '/home/ada/absent', state: 'absent' },
    { path: '/home/ada/shut', state: 'closed' },
  ] as const;
  expect(surveyCells({ ...survey, roots }, '/home/ada').at(-1)).toBe('closed: ~/shut, /srv/found');
  expect(surveyCells(survey, '/home/ada').at(-1)).toBe('not found');
});

test('what could not be read is counted also where nothing else was found', () => {
  expect(surveyCells(survey, '/home/ada')[3]).toBe('-');
  expect(surveyCells({ ...survey, unreadable: 2 }, '/home/ada')[3]).toBe('2 unreadable');
  expect(surveyCells({ ...survey, sessions_read: 3, coverage: 0.9999, unreadable: 2 }, '/home/ada')[3]).toBe(
    '99.9 % (3 read, 2 unreadable)',
  );
});
