import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a binary file and a text one, rebased past another hunk of the text',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    await agent.sh("printf '\\000\\001\\002\\377' > icon.png");
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    await sh(`git checkout -q main
      sed -i 's/^long line 2$/main line 2/' long.txt
      git commit -qam main
      git checkout -q work
      git rebase -q main`);
  },
};
