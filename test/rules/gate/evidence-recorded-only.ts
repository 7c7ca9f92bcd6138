import { check, doubted, type GateFixtures, judgement, withCheck } from './make.ts';

const recorded = check({ outcome: 'cannot-tell', basis: 'recorded' });
const strict = { accept: ['rerun', 'witnessed'] } as const;

export const fixtures: GateFixtures = {
  passes: [
    { name: 'run again', judgement: judgement() },
    { name: 'doubted anyway', judgement: withCheck(doubted('stale')) },
    { name: 'not required', judgement: withCheck({ ...recorded, required: null }), policy: strict },
  ],
  fails: [
    { name: 'accepted, said aloud', judgement: withCheck(recorded), as: 'note' },
    { name: 'not accepted', judgement: withCheck(recorded), policy: strict },
    {
      name: 'a person answers for it, which is not accepted',
      judgement: withCheck({ ...recorded, basis: 'vouched' }),
      policy: strict,
    },
  ],
};
