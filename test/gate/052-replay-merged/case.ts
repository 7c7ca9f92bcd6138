import { type GateCase, refuses } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the artifact of a merged change, or of another one, named for work that it does not speak of',
  policy: ALWAYS,
  ...refuses('handoff_missing'),
  beside: ['files_unclaimed'],
  script: {
    merged: async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(
        'git commit -qam work && git checkout -q main && git merge -q --no-ff -m merged work && git checkout -q -b later',
      );
      await sh(`echo rider > b.txt && git commit -qam 'rider

Handoff: session-1'`);
    },
    "another change's": async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work && git checkout -q -b other main');
      await sh(`echo rider > b.txt && git commit -qam 'rider

Handoff: session-1'`);
    },
  },
};
