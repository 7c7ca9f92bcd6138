import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'one of two files is altered by an amend',
  ...weighs('path_drifted', 'a.txt'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('b.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam work
      echo person >> a.txt
      git commit -qa --amend --no-edit`);
  },
};
