import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the change is aimed at another branch than before: it is judged against that one, by its policy',
  ...PASSES,
  script: async ({ session, sh }) => {
    await sh('git checkout -q -b release main && echo release > b.txt && git commit -qam release');
    await sh('git checkout -q -B work release');
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    // main takes the release, and the change is aimed at main
    await sh('git checkout -q main && git merge -q --no-ff -m merged release && git checkout -q work');
  },
  also: ({ strict }) => (strict.paths.length === 1 ? undefined : 'the release counts as of this change'),
};
