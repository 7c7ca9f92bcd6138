import type { GateCase } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the tests pass, and are run once more behind a pipe: that takes nothing back',
  policy: RECORDED,
  default: 'pass',
  strict: 'fail',
  main: { code: 'evidence_recorded_only', default: 'note', strict: 'error' },
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    agent.ran('npm test | tail -n 3');
    await agent.save();
    await sh('git commit -qam work');
  },
};
