import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

/** The agent adds a submodule, and `then` happens. */
const added =
  (add: string, then = ''): Script =>
  async ({ session, sh, base }) => {
    await sh(`git init -q --initial-branch=main "${base}/lib" && cd "${base}/lib"
      echo one > lib.txt && git add . && git commit -qm lib
      git config --global protocol.file.allow always`);
    const agent = session();
    await agent.sh(add.replace('URL', `"${base}/lib"`));
    await agent.save();
    await sh(`${then}
      git add -A && git commit -qm submodule`);
  };

export const gateCase: GateCase = {
  title: 'the agent adds a submodule: the link to it and .gitmodules are its own',
  ...PASSES,
  script: {
    'at a path': added('git submodule add URL vendor/lib'),
    'at the name that it has': added('git submodule --quiet add -b main URL'),
    // where the root is no command line tells
    'from a directory below': {
      ...weighs('files_unclaimed', '.gitmodules'),
      script: added('cd src && git submodule add URL lib'),
    },
    'and a rider in .gitmodules': {
      ...weighs('path_drifted', '.gitmodules'),
      script: added('git submodule add URL vendor/lib', 'git config -f .gitmodules submodule.vendor/lib.update none'),
    },
    'and another commit of it': {
      ...weighs('path_drifted', 'vendor/lib'),
      script: added('git submodule add URL vendor/lib', '(cd vendor/lib && git commit -q --allow-empty -m rider)'),
    },
  },
};
