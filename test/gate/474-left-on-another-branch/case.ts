import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'an agent does a part of its work on one branch, and goes on on another that begins where it began',
  ...notes('claim_outside_change', 'b.txt'),
  // true of what was taken back as well, which looks the same
  also: ({ strict }) => {
    const found = strict.findings.find(({ code }) => code === 'claim_outside_change');
    const says = 'when the handoff was saved, it was as it had been before the session';
    if (found?.message.endsWith(says) !== true) return `expected ${says}, found ${found?.message}`;
    return found.hint === 'git log --all -- b.txt' ? undefined : `found the hint ${found.hint}`;
  },
  script: async ({ session, sh }) => {
    await sh('git checkout -q -B work');
    const agent = session();
    agent.write('b.txt', 'agent\n');
    await agent.sh('git checkout -q -b one && git add -A && git commit -qm one && git checkout -q work');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
};
