import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a person commits a file of their own on the branch',
  ...weighs('files_unclaimed', 'b.txt'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh('echo person > b.txt && git commit -qam "my part"');
  },
};
