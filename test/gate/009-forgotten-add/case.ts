import type { GateCase } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a new file is not added',
  default: 'pass',
  strict: 'fail',
  main: { code: 'claim_left_out', default: 'note', strict: 'error', path: 'src/new.js' },
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('src/new.js', 'export const fresh = true;\n');
    await agent.save();
    await sh('git commit -qam work');
  },
};
