import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'files are moved: as they are, with a heavy edit, a whole directory, by git or not',
  ...PASSES,
  script: {
    pure: async ({ session, sh }) => {
      const agent = session();
      await agent.sh('git mv a.txt z.txt');
      await agent.save();
      await sh('git commit -qm moved');
    },
    'with a heavy edit': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('mv src/sum.js src/total.js');
      agent.write('src/total.js', 'export const total = (all) => all.reduce((sum, one) => sum + one, 0);\n');
      await agent.save();
      await sh('git add -A && git commit -qm moved');
    },
    'a directory': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('git mv src lib');
      await agent.save();
      await sh('git commit -qm moved');
    },
    'a directory, not by git': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('mkdir -p packages && mv src packages/app');
      await agent.save();
      await sh('git add -A && git commit -qm moved');
    },
  },
};
