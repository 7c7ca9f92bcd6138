import { type GateCase, PASSES, type Script } from '../gate-case.ts';

/** What `prepare` commits is there before the agent, who edits with the line ends that the working tree has. */
const edited =
  (prepare: string, path: string, from: string, to: string): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main\n${prepare}\ngit checkout -q -B work main`);
    const agent = session();
    agent.edit(path, from, to);
    agent.write('src/new.js', 'export const fresh = true;\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

export const gateCase: GateCase = {
  title: 'line ends and texts that git converts',
  ...PASSES,
  script: {
    'CRLF in the index, autocrlf on': edited(
      "printf 'one\\r\\ntwo\\r\\n' > crlf.txt && git add . && git commit -qm crlf && git config core.autocrlf true",
      'crlf.txt',
      'two\r\n',
      'agent\r\n',
    ),
    'text=auto': edited(
      "printf '* text=auto eol=crlf\\n' > .gitattributes && git add . && git commit -qm attributes && rm a.txt && git checkout -q a.txt",
      'a.txt',
      'a\r\n',
      'agent\r\n',
    ),
    ident: edited(
      "printf '*.js ident\\n' > .gitattributes && printf '// $Id$\\nlet a;\\n' > id.js && git add . && git commit -qm ident && rm id.js && git checkout -q id.js",
      'id.js',
      'let a;',
      'let b;',
    ),
    'UTF-16': async ({ session, sh }) => {
      await sh(`git checkout -q main
        printf '*.ps1 text working-tree-encoding=UTF-16LE eol=crlf\\n' > .gitattributes
        git add .
        git commit -qm attributes
        git checkout -q -B work main`);
      const agent = session();
      await agent.sh("printf 'W\\000r\\000i\\000t\\000e\\000\\r\\000\\n\\000' > run.ps1");
      await agent.save();
      await sh('git add -A && git commit -qm work');
    },
  },
};
