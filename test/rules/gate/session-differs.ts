import type { JudgedSession } from '../../../src/domain/judgement.ts';
import { type GateFixtures, judgement } from './make.ts';

const session = (more: Partial<JudgedSession>): JudgedSession => ({
  session_id: 'session-1',
  artifact: 'base:one',
  outcome: 'proved',
  reason: 'derives',
  fields: [],
  ...more,
});

const withSession = (more: Partial<JudgedSession>) => judgement({ sessions: [session(more)] });

export const fixtures: GateFixtures = {
  passes: [
    { name: 'none was published', judgement: judgement() },
    { name: 'it makes the handoff', judgement: withSession({}) },
    {
      name: 'published at another time',
      judgement: withSession({ outcome: 'cannot-tell', reason: 'another-time', fields: ['evidence'] }),
    },
  ],
  fails: [
    {
      name: 'it does not say that',
      judgement: withSession({ outcome: 'contradicted', reason: 'differs', fields: ['objective'] }),
    },
  ],
};
