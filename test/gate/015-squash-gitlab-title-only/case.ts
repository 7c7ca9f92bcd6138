import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'squashed to a title alone: the states of the paths find the handoffs',
  ...PASSES,
  script: async ({ session, sh }) => {
    const one = session();
    one.write('a.txt', 'first\n');
    await one.save();
    await sh('git commit -qam first');
    const two = session();
    two.write('a.txt', 'second\n');
    two.write('b.txt', 'second\n');
    await two.save();
    await sh('git commit -qam second');
    await sh('git checkout -q -b pushed main && git merge -q --squash work > /dev/null && git commit -qm "Work"');
  },
};
