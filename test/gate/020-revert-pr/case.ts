import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a merged change is reverted, and a person claims that by hand',
  ...notes('artifact_reversed', 'a.txt'),
  script: async ({ session, sh, byHand }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work && git checkout -q main && git merge -q --no-ff -m merged work');
    await sh('git checkout -q -b revert && git revert -m 1 --no-edit HEAD > /dev/null');
    await byHand('it broke the build');
  },
};
