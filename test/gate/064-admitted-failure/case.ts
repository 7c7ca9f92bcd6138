import { type GateCase, refuses } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the handoff admits that a required check fails',
  policy: RECORDED,
  ...refuses('verification_unresolved'),
  beside: ['verification_failed'],
  script: {
    'the whole': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran('npm test', { exit: 1, output: '1 failing' });
      await agent.save();
      await sh('git commit -qam work');
    },
    'a part of it': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran('npm test');
      agent.ran('npm test -- a.test.js', { exit: 1, output: '1 failing' });
      await agent.save();
      await sh('git commit -qam work');
    },
  },
};
