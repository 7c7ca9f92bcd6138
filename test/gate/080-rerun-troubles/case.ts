import { type GateCase, weighs } from '../gate-case.ts';
import { RERUN } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'a check that is run again fails in one job and passes in another, as where a registry was down for a moment',
  policy: RERUN,
  ...weighs('flaky'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('sh scripts/test.sh');
    await agent.save();
    await sh('git commit -qam work');
    return {
      rerunResults: [
        { name: 'tests', result: 'failure' },
        { name: 'tests', result: 'success' },
      ],
    };
  },
};
