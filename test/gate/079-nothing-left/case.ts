import { type GateCase, PASSES } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the branch holds nothing but a merge of main, or work that was taken back: nothing needs a handoff',
  policy: ALWAYS,
  ...PASSES,
  script: {
    'a merge': async ({ sh }) => {
      await sh(`git commit -q --allow-empty -m begun
        git checkout -q main
        echo main > b.txt
        git commit -qam main
        git checkout -q work
        git merge -q --no-edit main`);
    },
    'taken back': async ({ sh }) => {
      await sh('echo x > a.txt && git commit -qam x && git revert --no-edit HEAD > /dev/null');
    },
  },
};
