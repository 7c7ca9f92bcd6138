import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const TREE = `mkdir -p d/sub e && for n in one two three; do echo "$n of d" > d/$n.log; echo "old $n" > d/$n.js; done
  echo deep > d/sub/deep.log && echo hidden > d/.hidden.log && echo e > e/own.js`;

/** What an agent does by one line of a shell to files that it does not name. */
const line =
  (command: string, { before = '', after = '' } = {}): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
    const agent = session();
    if (before !== '') await sh(before);
    await agent.sh(command);
    if (after !== '') await sh(after);
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

const unclaimed = (path: string, script: Script) => ({ script, ...weighs('files_unclaimed', path) });

export const gateCase: GateCase = {
  title: 'an agent takes away, moves or copies files that its line does not name one by one',
  ...PASSES,
  script: {
    'rm d/*.log': line('rm d/*.log'),
    'rm -f in a folder': line('cd d && rm -f *.log && ls'),
    'rm -rf d/*': line('rm -rf d/*'),
    'rm of two by braces': line("bash -c 'rm d/{one,two}*.js'"),
    'git rm of a pattern': line('git rm -q d/*.log'),
    'git rm of a quoted pattern': line("git rm -q 'd/*.log'"),
    'find -delete': line("find d -type f -name '*.log' -delete"),
    'find -exec rm': line("find d -name '*.log' -exec rm {} \\;"),
    'find -exec rm +': line("find . -name '*.log' -exec rm -f {} +"),
    'git mv of a folder': line('git mv d f'),
    'mv of a folder': line('mv d f'),
    'mv of a folder into another': line('mv d e'),
    'find at one level': line("find d -maxdepth 1 -name '*.log' -delete"),
    'mv of a folder, and work on it': line("mv d f && sed -i 's/old/new/' f/*.js"),
    'mv of a folder twice, and of one in it': line('mv d f && mv f/sub f/deep && mv f g'),
    'mv of a pattern': line('mv d/* e/'),
    'git mv of a pattern': line('git mv d/*.js e/'),
    'cp -r': line('cp -r d f'),
    'cp of a pattern': line('cp d/*.js e/'),
    'cp -r of a pattern, with an edit before': line('echo new > d/one.js && cp -r d/* e/'),
    'mv of a pattern, of what was made just before': line('echo new > d/new.js && mv d/*.js e/'),
    'rm of a pattern, of what was made just before': line('echo new > d/new.log && rm d/*.log && echo a > a.txt'),
    'read again, and then a person took it away': unclaimed('d/one.js', async ({ session, sh }) => {
      await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
      const agent = session();
      await agent.sh('rm -r d');
      await sh('git checkout -q -- d');
      agent.read('d/one.js');
      await sh('rm -r d');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git add -A && git commit -qm work');
    }),
    'a person took away a file that no pattern means': unclaimed(
      'e/own.js',
      line('rm d/*.log', { after: 'rm e/own.js' }),
    ),
    'nor what begins with a dot': unclaimed('d/.hidden.log', line('rm d/*.log', { after: 'rm d/.hidden.log' })),
    'nor what lies deeper': unclaimed('d/sub/deep.log', line('rm d/*.log', { after: 'rm d/sub/deep.log' })),
    'a person puts a file beside what was copied': unclaimed(
      'f/mine.js',
      line('cp -r d f', { after: 'echo mine > f/mine.js' }),
    ),
    'and beside what was moved': unclaimed('f/mine.js', line('mv d f', { after: 'echo mine > f/mine.js' })),
    'a person changes what was copied': unclaimed('f/one.js', line('cp -r d f', { after: 'echo mine > f/one.js' })),
    'the line failed': unclaimed('d/one.log', async ({ session, sh }) => {
      await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran('rm d/*.log', { exit: 1, output: 'rm: cannot remove: Permission denied' });
      await sh('rm d/*.log');
      await agent.save();
      await sh('git add -A && git commit -qm work');
    }),
    'moved there and back, and then a person took one away': unclaimed(
      'd/one.js',
      line('echo agent > a.txt && mv d f && mv f d', { after: 'rm d/one.js' }),
    ),
  },
};
