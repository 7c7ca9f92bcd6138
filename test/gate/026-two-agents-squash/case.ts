import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'two sessions change one file without a commit between them, squashed',
  ...PASSES,
  script: async ({ session, sh }) => {
    const one = session();
    one.write('a.txt', 'one\n');
    one.write('b.txt', 'one\n');
    await one.save();
    const two = session();
    two.write('a.txt', 'two\n');
    await two.save();
    await sh('git commit -qam both');
    await sh('git checkout -q -b pushed main && git merge -q --squash work > /dev/null && git commit -qm Work');
  },
};
