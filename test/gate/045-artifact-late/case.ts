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
    const cwd = `${base}/ci`;
    await sh(
      `git clone -q --branch work "file://${base}/remote.git" "${cwd}" && git -C "${cwd}" branch -q main origin/main`,
    );
    await sh("git push -q origin 'refs/opensession/*'");
    return { cwd };
  },
};
