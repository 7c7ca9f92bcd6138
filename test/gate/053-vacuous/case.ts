import { type GateCase, refuses } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'a handoff that says nothing of the change: a deletion of what never was, no claims, an empty file alone',
  policy: ALWAYS,
  ...refuses('handoff_missing'),
  beside: ['files_unclaimed'],
  script: {
    'a ghost deletion': async ({ session, sh }) => {
      const agent = session();
      agent.write('ghost.txt', 'boo\n');
      await agent.sh('rm ghost.txt');
      await agent.save();
      await sh(`echo rider > b.txt && git commit -qam 'rider

Handoff: session-1'`);
    },
    'no claims': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('ls');
      await agent.save();
      await sh(`echo rider > b.txt && git commit -qam 'rider

Handoff: session-1'`);
    },
    'an empty file': async ({ session, sh }) => {
      const agent = session();
      agent.write('src/__init__.py', '');
      await agent.save();
      await sh(`echo rider > b.txt && git add -A && git commit -qm 'rider

Handoff: session-1'`);
    },
  },
};
