import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the handoff lies in the fork, whose author cannot write to the base repository',
  ...PASSES,
  script: async ({ session, sh, base }) => {
    await sh(`git init -q --bare "${base}/base.git"
      git init -q --bare "${base}/fork.git"
      git remote add fork "file://${base}/fork.git"
      git push -q "file://${base}/base.git" main`);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh("git commit -qam work && git push -q fork main work 'refs/opensession/*'");
    return { remote: { base: `file://${base}/base.git`, fork: `file://${base}/fork.git` } };
  },
  also: ({ strict }) =>
    strict.artifacts.some(({ id }) => id === 'head:session-1') ? undefined : 'not told as of the head repository',
};
