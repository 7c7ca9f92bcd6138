import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a commit that names its handoff is amended, and the trailer is lost',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam 'work

Handoff: session-1'
      git commit -q --amend -m 'another word'`);
  },
};
