import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'an agent works, the handoff is saved, everything is committed',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    // a folder of which the session names no file
    await agent.sh('git rm -q b.txt && rm -r src');
    agent.write('src/new.js', 'export const fresh = true;\n');
    agent.ran('npm test');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
