import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a rider takes a fix of main back, and an old commit of main is made the first parent of a merge of it',
  ...weighs('files_unclaimed', 'src/auth.js'),
  script: async ({ session, sh }) => {
    await sh(`git checkout -q main
      git tag old
      sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
      git commit -qam 'fix: inactive users'
      git checkout -q -B work`);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam work
      git checkout -q old -- src/auth.js
      git commit -qm tidy
      git checkout -q -b merged old
      git merge -q --no-ff -m "Merge branch 'work'" work`);
  },
};
