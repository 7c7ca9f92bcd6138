import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the branch is pushed first, its handoff later: the gate of CI waits for what is named',
  ...PASSES,
  script: async ({ session, sh, base }) => {
    await sh(`git init -q --bare "${base}/remote.git" && git remote add origin "file://${base}/remote.git"`);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam 'work

Handoff: session-1'
      git push -q origin main work`);
    let pauses = 0;
    return {
      remote: { base: `file://${base}/remote.git` },
      world: (own) => ({
        ...own,
        // it arrives while the gate waits for the third time
        pause: async () => {
          if (++pauses === 3) await sh("git push -q origin 'refs/opensession/*'");
        },
      }),
      after: () => (pauses === 3 ? undefined : `waited ${pauses} times`),
    };
  },
};
