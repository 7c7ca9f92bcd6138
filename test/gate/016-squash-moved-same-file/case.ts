import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'squashed onto a main that changed another hunk of the same file since',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    agent.edit('long.txt', 'long line 30\n', 'agent line 30\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh(`git checkout -q main
      sed -i 's/^long line 2$/main line 2/' long.txt
      git commit -qam main
      git checkout -q -b pushed
      git merge -q --squash work > /dev/null
      git commit -qm Work`);
  },
};
