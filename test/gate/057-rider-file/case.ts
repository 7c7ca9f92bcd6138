import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'something rides along: in a commit of its own, inside of a merge, as the undoing of merged work',
  ...weighs('files_unclaimed', 'src/auth.js'),
  script: {
    'a commit': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(
        'git commit -qam work && echo "export const allowed = () => true;" > src/auth.js && git commit -qam tidy',
      );
    },
    'an evil merge': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work');
      await sh(`git checkout -q main
        echo main > b.txt
        git commit -qam main
        git checkout -q work
        git merge -q --no-commit --no-ff main
        echo "export const allowed = () => true;" > src/auth.js
        git commit -qam "Merge branch 'main'"`);
    },
    'a branch of somebody else': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work');
      await sh(`git checkout -q -b other main
        echo "export const allowed = () => true;" > src/auth.js
        git commit -qam other
        git checkout -q work
        git merge -q --no-edit other`);
    },
    'merged work undone': async ({ session, sh }) => {
      const fix = session();
      fix.write('src/auth.js', 'export const allowed = (user) => user.isAdmin && user.isActive;\n');
      await fix.save();
      await sh(
        'git commit -qam fix && git checkout -q main && git merge -q --no-ff -m merged work && git checkout -q -B work',
      );
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git checkout -q HEAD^1 -- src/auth.js && git commit -qam work');
    },
  },
};
