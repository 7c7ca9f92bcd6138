import { check, doubted, type GateFixtures, judgement, withCheck } from './make.ts';

const failed = check({ status: 'failed', outcome: 'contradicted', basis: 'recorded' });

export const fixtures: GateFixtures = {
  passes: [
    { name: 'passed', judgement: judgement() },
    { name: 'not known', judgement: withCheck(doubted('masked')) },
    { name: 'not required', judgement: withCheck({ ...failed, required: null }) },
    { name: 'told as a mismatch', judgement: withCheck({ ...failed, basis: 'rerun', doubts: ['rerun-mismatch'] }) },
  ],
  fails: [{ name: 'failed', judgement: withCheck(failed) }],
};
