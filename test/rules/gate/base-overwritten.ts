import { COMMIT, type GateFixtures, judgement, withPath } from './make.ts';

const overwritten = { binding: 'overwritten', outcome: 'cannot-tell', basis: null } as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'as claimed', judgement: judgement() },
    { name: 'drifted', judgement: withPath({ ...overwritten, binding: 'drifted' }) },
  ],
  fails: [
    { name: 'by nobody who is known', judgement: withPath(overwritten) },
    {
      name: 'a commit of the target is gone',
      judgement: withPath({ ...overwritten, commits: [{ oid: COMMIT, author: 'A Person', subject: 'fix' }] }),
    },
  ],
};
