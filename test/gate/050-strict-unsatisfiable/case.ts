import type { GateCase } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a required check that nothing which a strict gate accepts can show',
  policy: '[[required_checks]]\nname = "tests"\ncommand = "npm test"\n',
  default: 'pass',
  strict: 'exit 2',
  main: { code: 'policy_unsatisfiable', default: null, strict: null },
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git commit -qam work');
  },
};
