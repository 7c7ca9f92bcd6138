import { type GateCase, PASSES, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'names that are no UTF-8: they are not mixed up with each other, and cost nobody their handoff',
  ...PASSES,
  script: {
    'of a person, left lying': async ({ session, sh }) => {
      await sh("echo mine > $(printf 'caf\\351.txt')");
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work');
    },
    'claimed by hand': async ({ sh, byHand }) => {
      await sh("echo mine > $(printf 'caf\\351.txt') && git add -A && git commit -qm mine");
      await byHand('an old name');
    },
    protected: {
      policy: 'protect = ["src/**"]\n',
      ...weighs('protected_path_changed'),
      script: async ({ sh, byHand }) => {
        await sh("echo mine > src/$(printf 'caf\\351.js') && git add -A && git commit -qm mine");
        await byHand('an old name');
      },
    },
    'one claimed, a rider beside it': {
      ...weighs('files_unclaimed'),
      script: async ({ session, sh, byHand }) => {
        await sh("echo mine > $(printf 'caf\\351.txt') && git add -A && git commit -qm mine");
        await byHand('an old name');
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh("echo rider > $(printf 'caf\\352.txt') && git add -A && git commit -qm rider");
      },
    },
  },
};
