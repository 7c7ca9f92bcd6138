import { check, doubted, type GateFixtures, judgement, withCheck } from './make.ts';

const failed = check({ status: 'failed', outcome: 'contradicted', basis: 'recorded' });
const run = { provider: 'github', id: '17', attempt: null, job: null, url: null };
const seen = (exit_code: number | null) => ({
  ...withCheck({ ...failed, basis: 'witnessed' }),
  witnesses: [{ id: 'sha256:1', by: 'ci', accepted: true, reason: null, run, checks: [{ name: 'tests', exit_code }] }],
});

export const fixtures: GateFixtures = {
  passes: [
    { name: 'passed', judgement: judgement() },
    { name: 'not known', judgement: withCheck(doubted('masked')) },
    { name: 'not required', judgement: withCheck({ ...failed, required: null }) },
    { name: 'told as a mismatch', judgement: withCheck({ ...failed, basis: 'rerun', doubts: ['rerun-mismatch'] }) },
  ],
  fails: [
    { name: 'failed', judgement: withCheck(failed) },
    { name: 'a job saw it', judgement: seen(3) },
    { name: 'a job ended it', judgement: seen(null) },
  ],
};
