import { type GateCase, refuses, weighs } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'versions of one handoff, or two handoffs, tell different things of one check on one tree',
  policy: RECORDED,
  ...refuses('verification_failed'),
  script: {
    'the failing version is not the pinned one': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran('npm test');
      const passing = await agent.save();
      agent.ran('npm test', { exit: 1 });
      await agent.save();
      await sh(`git commit -qam 'work

Handoff: session-1@${passing}'`);
    },
    'a later session fails': {
      beside: ['verification_unresolved'],
      script: async ({ session, sh }) => {
        const one = session();
        one.write('a.txt', 'agent\n');
        one.ran('npm test');
        await one.save();
        const two = session();
        two.write('b.txt', 'agent\n');
        await one.save();
        two.ran('npm test', { exit: 1 });
        await two.save();
        await sh('git commit -qam work');
      },
    },
    flaky: {
      ...weighs('flaky'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.ran('npm test', { exit: 1 });
        await agent.save();
        agent.ran('npm test');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
    'mended, and saved each time': {
      default: 'pass',
      strict: 'fail',
      main: { code: 'evidence_recorded_only', default: 'note', strict: 'error' },
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'wrong\n');
        agent.ran('npm test', { exit: 1 });
        agent.write('a.txt', 'agent\n');
        await agent.save();
        agent.ran('npm test');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
  },
};
