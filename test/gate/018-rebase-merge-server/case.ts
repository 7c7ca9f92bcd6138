import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the forge rebases and merges: every commit has a new id, and no hook ran',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'one\n');
    await agent.sh('git commit -qam one');
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await agent.sh('git commit -qam two');
    await agent.save();
    await sh(`git checkout -q main
      sed -i 's/^long line 2$/main line 2/' long.txt
      git commit -qam main
      git checkout -q -b pushed
      git cherry-pick main..work > /dev/null`);
  },
};
