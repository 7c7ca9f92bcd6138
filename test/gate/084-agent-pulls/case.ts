import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

/** The agent has committed its work, main changes a line of the same file, and the agent itself brings that in before the save. */
const pulled =
  (line: number, bring: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 20\n', 'agent line 20\n');
    await agent.sh('git commit -qam work');
    await sh(`git checkout -q main
      sed -i 's/^long line ${line}$/main line ${line}/' long.txt
      git commit -qam main
      git checkout -q work`);
    await agent.sh(bring);
    await agent.save();
  };

const RESOLVED = `sed -i '/^<<<<<<<\\|^=======\\|^>>>>>>>/d' long.txt && git commit -qam merged`;

export const gateCase: GateCase = {
  title: 'the agent itself brings main in before the handoff is saved',
  ...PASSES,
  script: {
    'git merge': pulled(2, 'git merge -q --no-edit main'),
    'git rebase': pulled(2, 'git rebase -q main'),
    'work goes on after it': async (scene) => {
      const agent = scene.session();
      agent.edit('long.txt', 'long line 20\n', 'agent line 20\n');
      await agent.sh('git commit -qam work');
      await scene.sh(`git checkout -q main
        sed -i 's/^long line 2$/main line 2/' long.txt
        git commit -qam main
        git checkout -q work`);
      await agent.sh('git merge -q --no-edit main');
      agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
      await agent.sh('git commit -qam more');
      await agent.save();
    },
    'one file kept, one dropped': {
      ...weighs('base_overwritten', 'src/auth.js'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 20\n', 'agent line 20\n');
        agent.edit('src/auth.js', 'user.isAdmin', 'user.isAdmin || user.isOwner');
        await agent.sh('git commit -qam work');
        await sh(`git checkout -q main
          sed -i 's/^long line 2$/main line 2/' long.txt
          sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
          git commit -qam 'fix: inactive users'
          git checkout -q work`);
        await agent.sh('git merge -q --no-edit -X ours main');
        await agent.save();
      },
      also: ({ strict }) =>
        strict.paths.find(({ path }) => path === 'long.txt')?.outcome === 'proved'
          ? undefined
          : 'long.txt is not proved',
    },
    // whether both sides are in what it made of a conflict is for a person to see
    'a conflict, resolved': {
      ...weighs('base_overwritten', 'long.txt'),
      script: pulled(20, `git merge -q main > /dev/null 2>&1 || ${RESOLVED}`),
    },
    "main's side dropped": {
      ...weighs('base_overwritten', 'long.txt'),
      script: pulled(20, 'git merge -q --no-edit -X ours main'),
    },
    "main's mode dropped": {
      ...weighs('base_overwritten', 'long.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 20\n', 'agent line 20\n');
        await agent.sh('git commit -qam work');
        await sh(`git checkout -q main
          sed -i 's/^long line 2$/main line 2/' long.txt
          chmod +x long.txt
          git commit -qam main
          git checkout -q work`);
        await agent.sh('git merge -q --no-edit main && chmod -x long.txt && git commit -qam "not to be run"');
        await agent.save();
      },
    },
    'all of main dropped': {
      ...weighs('base_overwritten', 'long.txt'),
      script: pulled(2, 'git merge -q --no-edit -s ours main'),
    },
  },
};
