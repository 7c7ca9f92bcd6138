import { type GateCase, type Script, weighs } from '../gate-case.ts';

/** An agent and main change the same line of a file; `join` puts them together. */
const dropped =
  (join: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.edit('src/auth.js', 'user.isAdmin', 'user.isAdmin || user.isOwner');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh(`git checkout -q main
      sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
      git commit -qam 'fix: inactive users'
      git checkout -q work
      ${join}`);
  };

export const gateCase: GateCase = {
  title: 'what main mended is gone, with every claim as claimed',
  ...weighs('base_overwritten', 'src/auth.js'),
  script: {
    'rebase -X theirs': dropped('git rebase -q -X theirs main'),
    'merge -X ours': dropped('git merge -q --no-edit -X ours main'),
    'after a clean merge of main': {
      ...weighs('path_drifted', 'long.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh('git commit -qam work');
        await sh(`git checkout -q main
        sed -i 's/^long line 20$/main line 20/' long.txt
        git commit -qam main
        git checkout -q work
        git merge -q --no-edit main
        git checkout -q main
        sed -i 's/^long line 2$/fixed line 2/' long.txt
        git commit -qam 'fix: the second line'
        git checkout -q work
        git merge -q --no-edit -s ours main`);
      },
    },
    'delete over modify': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('git rm -q src/auth.js');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work');
      await sh(`git checkout -q main
        sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
        git commit -qam 'fix: inactive users'
        git checkout -q work
        git merge -q main > /dev/null 2>&1 || true
        git rm -q src/auth.js > /dev/null
        git commit -qm "Merge branch 'main'"`);
    },
  },
};
