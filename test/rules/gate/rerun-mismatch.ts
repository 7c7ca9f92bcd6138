import { check, doubted, doubtFixtures, type GateFixtures, judgement, rerun, withCheck } from './make.ts';

const usual = doubtFixtures('rerun-mismatch');
const failed = { ...doubted('rerun-mismatch'), status: 'failed', outcome: 'contradicted', basis: 'rerun' } as const;

export const fixtures: GateFixtures = {
  passes: [
    ...usual.passes,
    {
      name: 'it ran again, and passed',
      judgement: judgement({ checks: [check()], reruns: [rerun({ attempts: [] })] }),
    },
  ],
  fails: [
    ...usual.fails,
    { name: 'told with how it ended', judgement: { ...withCheck(failed), reruns: [rerun()] } },
    { name: 'in a job', judgement: { ...withCheck(failed), reruns: [rerun({ by: 'job' })] } },
  ],
};
