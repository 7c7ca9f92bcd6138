import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the second entry of a merge queue, on top of the first',
  ...notes('check_other_tree'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git commit -qam work');
    await sh(`git checkout -q -b other main
      echo other > b.txt
      git commit -qam other
      git checkout -q -b queue/1 main
      git merge -q --no-ff -m 'Merge pull request #1' other
      git checkout -q -b queue/2
      git merge -q --no-ff -m 'Merge pull request #2' work`);
    return { base: 'queue/1' };
  },
};
