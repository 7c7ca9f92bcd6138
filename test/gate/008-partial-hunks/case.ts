import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'one of two hunks is staged with add -p',
  ...weighs('path_drifted', 'long.txt'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 2\n', 'agent line 2\n');
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`printf 'y\\nn\\n' | git add -p long.txt > /dev/null
      git add a.txt
      git commit -qm part`);
  },
};
