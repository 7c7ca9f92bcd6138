import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a person claims their own part by hand',
  ...PASSES,
  script: async ({ session, sh, byHand }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work');
    await sh('echo person > b.txt && git commit -qam "my part"');
    await byHand('polished the wording');
  },
  also: ({ strict }) =>
    strict.artifacts.some(({ by_hand }) => by_hand === 'polished the wording') ? undefined : 'not shown as by hand',
};
