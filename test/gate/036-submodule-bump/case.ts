import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'the agent edits and commits inside a submodule, and the link to it is committed',
  ...PASSES,
  script: async ({ session, sh, base }) => {
    await sh(`git init -q --initial-branch=main "${base}/lib"
      cd "${base}/lib"
      echo one > lib.txt
      git add .
      git commit -qm lib`);
    await sh(`git checkout -q main
      git -c protocol.file.allow=always submodule --quiet add "${base}/lib" lib
      git commit -qm submodule
      git checkout -q -B work main`);
    const agent = session();
    agent.write('lib/lib.txt', 'agent\n');
    await agent.sh('cd lib && git commit -qam inside');
    await agent.save();
    await sh('git commit -qam bump');
  },
};
