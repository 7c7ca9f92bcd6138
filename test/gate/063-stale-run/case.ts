import { type GateCase, weighs } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'the tests ran before the last edit: of the agent, or of a program that the log does not tell of',
  policy: RECORDED,
  ...weighs('verification_stale'),
  script: {
    'the agent edits': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran('npm test');
      agent.write('a.txt', 'agent, once more\n');
      await agent.save();
      await sh('git commit -qam work');
    },
    'a program edits a claimed file': async ({ session, sh, write }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran('npm test');
      write('a.txt', 'agent, by an editor\n');
      await agent.save();
      await sh('git commit -qam work');
    },
    'a program edits another file': async ({ session, sh, write }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.sh('echo two > b.txt');
      agent.ran('npm test');
      write('b.txt', 'by an editor\n');
      await agent.save();
      await sh('git commit -qam work');
    },
  },
};
