import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title:
    'one session, two changes: the second after the first was merged, and work that was stashed and popped elsewhere',
  ...notes('claim_outside_change', 'a.txt'),
  script: {
    'second PR': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'first\n');
      await agent.sh('git commit -qam first');
      await agent.save();
      await sh('git checkout -q main && git merge -q --no-ff -m merged work && git checkout -q -B work');
      agent.write('b.txt', 'second\n');
      await agent.sh('git commit -qam second');
      await agent.save();
    },
    'stash popped elsewhere': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'here\n');
      await agent.sh('git commit -qam here');
      agent.write('b.txt', 'elsewhere\n');
      await agent.save();
      await sh('git stash -q && git checkout -q -b elsewhere main && git stash pop -q && git commit -qam elsewhere');
    },
  },
};
