import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the agent commits by itself, the handoff is saved afterwards',
  ...PASSES,
  script: async ({ session }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.edit('src/sum.js', 'a + b', 'a - -b');
    await agent.sh('git add -A && git commit -m work');
    await agent.save();
  },
  also: ({ strict }) =>
    strict.commits.some(({ reason }) => reason === 'in-range') ? undefined : 'the commit is not told as in the range',
};
