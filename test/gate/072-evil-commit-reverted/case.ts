import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a commit changes a protected file, a later one takes that back: the sum shows nothing',
  policy: 'protect = ["src/auth.js", ".github/**"]\n',
  ...weighs('protected_path_changed', 'src/auth.js'),
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam work
      echo 'export const allowed = () => true;' > src/auth.js
      git commit -qam evil
      git revert --no-edit HEAD > /dev/null`);
  },
};
