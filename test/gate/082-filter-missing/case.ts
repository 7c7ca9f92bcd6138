import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a filter of the repository would convert a file, and is not run at the save: its state is not known',
  ...weighs('files_unclaimed', 'secret.enc'),
  script: async ({ session, sh, base }) => {
    await sh(`git checkout -q main
      printf '*.enc filter=crypt\\n' > .gitattributes
      git add .
      git commit -qm crypt
      git config filter.crypt.clean 'touch "${base}/ran"; tr a-z b-za'
      git config filter.crypt.required true
      git checkout -q -B work main`);
    const agent = session();
    agent.write('secret.enc', 'agent\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`test ! -e "${base}/ran" && git add -A && git commit -qm work`);
  },
};
