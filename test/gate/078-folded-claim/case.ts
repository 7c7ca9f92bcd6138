import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a claim that could be either of two files, by another spelling, covers neither',
  ...weighs('files_unclaimed', 'README.MD'),
  script: async ({ session, sh, write }) => {
    const agent = session();
    agent.write('readme.md', 'agent\n');
    agent.write('a.txt', 'agent\n');
    await sh('rm readme.md');
    write('README.MD', 'rider\n');
    write('ReadMe.md', 'rider\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
