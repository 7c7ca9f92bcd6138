import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'rebased past another hunk of the same file',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh(`git checkout -q main
      sed -i 's/^long line 2$/main line 2/' long.txt
      git commit -qam main
      git checkout -q work`);
    await sh('git rebase -q main');
  },
  also: ({ strict }) => (strict.paths[0]?.binding === 'patch' ? undefined : `bound by ${strict.paths[0]?.binding}`),
};
