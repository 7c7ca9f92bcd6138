import { type GateCase, notes } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a file that main marks as generated needs no claim',
  ...notes('files_ignored', 'gen/client.js'),
  script: async ({ session, sh }) => {
    await sh(`git checkout -q main
      printf 'gen/** linguist-generated\\n' > .gitattributes
      git add .
      git commit -qm attributes
      git checkout -q -B work`);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('mkdir gen && echo "export {};" > gen/client.js && git add -A && git commit -qm work');
  },
};
