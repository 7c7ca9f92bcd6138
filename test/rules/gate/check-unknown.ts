import { check, doubted, type GateFixtures, judgement, withCheck } from './make.ts';

const unknown = check({ status: 'unknown', outcome: 'cannot-tell', basis: 'recorded' });

export const fixtures: GateFixtures = {
  passes: [
    { name: 'passed', judgement: judgement() },
    { name: 'with a reason', judgement: withCheck({ ...unknown, ...doubted('masked'), status: 'unknown' }) },
    { name: 'not required', judgement: withCheck({ ...unknown, required: null }) },
  ],
  fails: [{ name: 'without a word why', judgement: withCheck(unknown) }],
};
