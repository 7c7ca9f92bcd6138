import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the forge merges with a merge commit, judged on the push against main as it was',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh(`git checkout -q main
      sed -i 's/^long line 2$/main line 2/' long.txt
      git commit -qam main
      git checkout -q -b pushed
      git merge -q --no-ff -m 'Merge pull request #7' work`);
  },
};
