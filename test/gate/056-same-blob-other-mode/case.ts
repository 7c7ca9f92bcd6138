import { type GateCase, weighs } from '../gate-case.ts';

const BLOCK = 'open();\nstart();\ncheck();\nrun();\nend();\nclose();\ndone();\n';
const TWINS = `${BLOCK}${'// between\n'.repeat(12)}${BLOCK}`;

const secondTwin = (text: string): string => {
  const at = text.lastIndexOf('run();');
  return `${text.slice(0, at)}skip();${text.slice(at + 'run();'.length)}`;
};

export const gateCase: GateCase = {
  title: 'the bytes are the same and what they mean is not: another mode, a link, a hunk at a twin of its place',
  ...weighs('path_drifted'),
  script: {
    chmod: async ({ session, sh }) => {
      const agent = session();
      agent.write('run.sh', 'rm -rf build\n');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('chmod +x run.sh && git add -A && git commit -qm work');
    },
    'a link': async ({ session, sh }) => {
      const agent = session();
      agent.write('target', 'src/auth.js');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('rm target && ln -s src/auth.js target && git add -A && git commit -qm work');
    },
    'a twin of its context': async ({ session, sh, write }) => {
      write('twins.js', TWINS);
      await sh('git add -A && git commit -qm twins && git branch -f main && git tag twins');
      const agent = session();
      agent.write('twins.js', secondTwin(TWINS));
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(
        "sed -i '0,/run();/s//skip();/' twins.js && sed -i '10,$s/skip();/run();/' twins.js && git commit -qam work",
      );
    },
    'a twin, and main moved': async ({ session, sh, write, read }) => {
      write('twins.js', `// head\n${'// far\n'.repeat(10)}${TWINS}`);
      await sh('git add -A && git commit -qm twins && git branch -f main');
      const agent = session();
      agent.write('twins.js', secondTwin(read('twins.js')));
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(`git checkout -q -f main
        sed -i '1s/head/moved/' twins.js
        git commit -qam main
        git checkout -q -B work main
        sed -i '0,/run();/s//skip();/' twins.js
        echo agent > a.txt
        git commit -qam work`);
    },
  },
};
