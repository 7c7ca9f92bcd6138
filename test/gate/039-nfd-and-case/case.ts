import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the log spells paths otherwise than git: another case, decomposed letters',
  ...PASSES,
  script: async ({ session, sh, write }) => {
    const agent = session();
    // as on a file system that finds a file by either spelling
    agent.write('Docs/README.md', 'agent\n');
    agent.write('caf\u00e9.txt'.normalize('NFD'), 'agent\n');
    await sh('rm -r Docs caf*.txt');
    write('docs/ReadMe.md', 'agent\n');
    write('caf\u00e9.txt', 'agent\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
