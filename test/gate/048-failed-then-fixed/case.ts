import { type GateCase, PASSES, type Script } from '../gate-case.ts';
import { RERUN } from '../policies.ts';

const mended =
  (command: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', '');
    agent.ran(command, { exit: 1, output: '1 failing' });
    agent.write('a.txt', 'agent, mended\n');
    agent.ran(command);
    await agent.save();
    await sh('git commit -qam work');
  };

export const gateCase: GateCase = {
  title: 'the tests fail, the agent mends it, they pass',
  ...PASSES,
  script: {
    'not required': mended('npm test'),
    required: { policy: RERUN, script: mended('sh scripts/test.sh') },
  },
};
