import type { GateCase } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the required check is told by the log alone, and nobody runs it again',
  policy: RECORDED,
  default: 'pass',
  strict: 'fail',
  main: { code: 'evidence_recorded_only', default: 'note', strict: 'error' },
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
