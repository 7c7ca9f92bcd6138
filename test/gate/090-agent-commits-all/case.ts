import { type GateCase, weighs } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a program that the agent ran writes a file, and the agent commits it with the rest',
  // nothing in the log says so; a person may claim it by hand
  ...weighs('files_unclaimed', 'package-lock.json'),
  script: async ({ session }) => {
    const agent = session();
    agent.edit('package.json', '"demo"', '"demo2"');
    await agent.sh("node -e \"require('fs').writeFileSync('package-lock.json', '{}')\"");
    await agent.sh('git add -A && git commit -qm work');
    await agent.save();
  },
};
