import { type GateFixtures, judgement, rerun } from './make.ts';

const unseen = { name: 'node', here: '/usr/local/bin/node', there: '/usr/bin/node' };

export const fixtures: GateFixtures = {
  passes: [
    { name: 'nothing was run again', judgement: judgement() },
    { name: 'all programs are seen', judgement: judgement({ reruns: [rerun()] }) },
  ],
  fails: [
    { name: 'another one was taken', judgement: judgement({ reruns: [rerun({ unseen: [unseen] })] }) },
    { name: 'none was found', judgement: judgement({ reruns: [rerun({ unseen: [{ ...unseen, there: null }] })] }) },
    {
      name: 'of a check that is not told of',
      judgement: judgement({ checks: [], reruns: [rerun({ unseen: [unseen] })] }),
    },
  ],
};
