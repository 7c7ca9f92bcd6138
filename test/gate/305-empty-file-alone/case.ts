import { type GateCase, PASSES, refuses } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'an empty file is the whole change, and it is claimed',
  policy: ALWAYS,
  ...PASSES,
  script: {
    alone: async ({ session, sh }) => {
      const agent = session();
      agent.write('pkg/__init__.py', '');
      await agent.save();
      await sh('git add -A && git commit -qm package');
    },
    'beside a deletion': async ({ session, sh }) => {
      const agent = session();
      agent.write('pkg/__init__.py', '');
      await agent.sh('rm b.txt');
      await agent.save();
      await sh('git add -A && git commit -qm package');
    },
    // everybody has an empty file: it is no sign that the rest is this work too
    'with a rider': {
      ...refuses('handoff_missing'),
      beside: ['files_unclaimed'],
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('pkg/__init__.py', '');
        await agent.save();
        await sh('echo rider > b.txt && git add -A && git commit -qm package');
      },
    },
  },
};
