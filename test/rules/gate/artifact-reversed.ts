import { type GateFixtures, judgement, withPath } from './make.ts';

export const fixtures: GateFixtures = {
  passes: [{ name: 'as claimed', judgement: judgement() }],
  fails: [
    {
      name: 'undone, and nobody answers for it',
      judgement: withPath({ binding: 'reversed', outcome: 'cannot-tell', basis: null, reversed: ['base:one'] }),
    },
    { name: 'undone by hand', judgement: withPath({ artifacts: ['base:mine'], reversed: ['base:one'] }) },
  ],
};
