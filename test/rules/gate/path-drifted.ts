import { COMMIT, type GateFixtures, judgement, withPath } from './make.ts';

const drifted = { binding: 'drifted', outcome: 'cannot-tell', basis: null } as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'as claimed', judgement: judgement() },
    { name: 'ignored', judgement: withPath({ ...drifted, ignored: 'policy' }) },
    { name: 'enough for the policy', judgement: withPath(drifted), policy: { min_binding: 'drifted' } },
    { name: 'the opposite, told as such', judgement: withPath({ ...drifted, outcome: 'contradicted' }) },
    { name: 'by an equal patch', judgement: withPath({ binding: 'patch' }) },
  ],
  fails: [
    {
      name: 'by a commit that nobody answers for',
      judgement: withPath({ ...drifted, commits: [{ oid: COMMIT, author: 'A Person', subject: 'polish' }] }),
    },
    {
      name: 'by an equal patch, which is not enough',
      judgement: withPath({ binding: 'patch' }),
      policy: { min_binding: 'content' },
    },
  ],
};
