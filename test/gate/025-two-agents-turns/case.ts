import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'two sessions after each other change one file',
  ...PASSES,
  script: async ({ session, sh }) => {
    const one = session();
    one.write('a.txt', 'one\n');
    await one.save();
    await sh('git commit -qam one');
    const two = session();
    two.write('a.txt', 'two\n');
    await two.save();
    await sh('git commit -qam two');
  },
  also: ({ strict }) => (strict.paths[0]?.artifacts.length === 2 ? undefined : 'not both speak for the path'),
};
