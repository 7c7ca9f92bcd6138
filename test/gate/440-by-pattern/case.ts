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

/** More than are remembered. */
const MANY = Array.from({ length: 210 }, (_, at) => `mkdir -p t/${at} && mv t/${at} t/n${at}`).join(' && ');

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
    'rm of a pattern, of what was made just before': line('echo new > d/new.log && rm d/*.log && echo agent > a.txt'),
    'put back by name, and then a person took it away': unclaimed('d/one.log', async ({ session, sh }) => {
      await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
      const agent = session();
      await agent.sh('rm d/*.log && git checkout -q d/one.log && echo 1 > a.txt');
      await sh('rm d/one.log');
      await agent.save();
      await sh('git add -A && git commit -qm work');
    }),
    'put back by name alone, and then a person took it away': unclaimed('d/one.log', async ({ session, sh }) => {
      await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
      const agent = session();
      await agent.sh('git checkout -q -- d/one.log && echo 1 > a.txt');
      await sh('rm d/one.log');
      await agent.save();
      await sh('git add -A && git commit -qm work');
    }),
    'put back by name alone, and then a person wrote it anew': unclaimed('d/one.log', async ({ session, sh }) => {
      await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
      const agent = session();
      await agent.sh('git restore d/one.log && echo 1 > a.txt');
      await sh('echo person > d/one.log');
      await agent.save();
      await sh('git add -A && git commit -qm work');
    }),
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
    'a person makes a file where a folder that was moved might have gone': unclaimed(
      'f/d/one.js',
      line('mv d f', { after: 'mkdir f/d && echo mine > f/d/one.js' }),
    ),
    'a person makes a file where it was before it was moved on': unclaimed(
      'f/one.js',
      line('mv d f && mv f g', { after: 'mkdir f && echo mine > f/one.js' }),
    ),
    'a person makes a file where one was taken away after a move': unclaimed(
      'f/one.js',
      line('mv d f && rm f/*.js', { after: 'echo mine > f/one.js' }),
    ),
    'a folder of it put back by git, and then a person took it away': unclaimed(
      'd/sub/deep.log',
      line('rm -r d && git restore d/sub', { after: 'rm -r d/sub' }),
    ),
    'a folder put back by git, named as a branch would be': unclaimed(
      'd/one.js',
      line('echo agent > a.txt && rm -r d && git checkout -q d', { after: 'rm d/one.js' }),
    ),
    'two stars in a pattern of git are one': unclaimed(
      'd/one.log',
      line("git rm -q 'd/**/*.log'", { after: 'rm d/one.log' }),
    ),
    'what git is told to leave': unclaimed(
      'd/one.js',
      line("echo agent > a.txt && git rm -q 'd/*.js' ':!d/one.js'", { after: 'rm d/one.js' }),
    ),
    'what git is told to leave of a folder': unclaimed(
      'd/one.js',
      line("echo agent > a.txt && git rm -rq d ':^d/one.js'", { after: 'rm d/one.js' }),
    ),
    'moved by three ways back to where it was': unclaimed(
      'd/one.js',
      line('echo agent > a.txt && mv d f && mv f g && mv g d', { after: 'rm d/one.js' }),
    ),
    'moved back, and then git put something else back': unclaimed(
      'd/one.js',
      line('mv d f && mv f d && echo agent > a.txt && git stash -q -u && git stash pop -q', { after: 'rm d/one.js' }),
    ),
    'thrown away, and then git put something else back': unclaimed(
      'd/one.js',
      line('rm -r d && git checkout -q . && echo agent > a.txt && git stash -q -u && git stash pop -q', {
        after: 'rm d/one.js',
      }),
    ),
    'a person puts a file beside what came from elsewhere': unclaimed(
      'f/mine.js',
      line('mkdir -p ../other && echo a > ../other/a && mv ../other f', { after: 'echo mine > f/mine.js' }),
    ),
    'and beside what was moved by the last of many': unclaimed(
      'f/mine.js',
      line(`echo agent > a.txt && ${MANY} && mv d f`, { after: 'echo mine > f/mine.js' }),
    ),
    'and beside what was moved, where git put the folder back': unclaimed(
      'f/mine.js',
      line('echo agent > a.txt && mv d f && git checkout -q -- d', { after: 'echo mine > f/mine.js' }),
    ),
    'a line that asks, and nobody answers': unclaimed(
      'd/one.log',
      line('echo n | rm -i d/*.log && echo agent > a.txt', { after: 'rm -f d/one.log' }),
    ),
    'mv of what is newer alone': unclaimed(
      'd/one.js',
      line('cp d/one.js e/one.js && touch -d 2099-01-01 e/one.js && mv -u d/*.js e/', { after: 'rm -f d/one.js' }),
    ),
    'git in another repository': unclaimed(
      'd/one.js',
      line('git clone -q . ../other2 && git -C ../other2 rm -rq d && echo agent > a.txt', { after: 'rm d/one.js' }),
    ),
    'git on another working tree': unclaimed(
      'd/one.js',
      line(
        'git clone -q . ../other3 && git --git-dir=../other3/.git --work-tree=../other3 rm -rq d && echo agent > a.txt',
        { after: 'rm d/one.js' },
      ),
    ),
    'a pattern in another repository': unclaimed(
      'd/one.js',
      line('git clone -q . ../other4 && (cd ../other4 && rm d/*.js) && echo agent > a.txt', { after: 'rm d/one.js' }),
    ),
    'a pattern behind pushd': unclaimed(
      'd/one.js',
      line("bash -c 'git clone -q . ../other5 && pushd ../other5 && rm d/*.js && popd && echo agent > a.txt'", {
        after: 'rm d/one.js',
      }),
    ),
    'find in another repository': unclaimed(
      'd/one.js',
      line('git clone -q . ../other6 && env -C ../other6 find d -name "*.js" -delete && echo agent > a.txt', {
        after: 'rm d/one.js',
      }),
    ),
    'find that prints': unclaimed(
      'd/one.js',
      line('find d -name "*.js" -exec echo rm {} \\; && echo agent > a.txt', { after: 'rm d/one.js' }),
    ),
    'mv of a folder into one that it made': line('mkdir f && mv d f'),
    'rm of braces alone': line("bash -c 'rm d/{one,two}.js'"),
    'mv of braces alone': line("bash -c 'mv d/{one,two}.js e/'"),
    'cp -a of what a folder holds': line('cp -a d/. f'),
    'a folder put aside, and a copy of it in its place': line('cp -r d n && git add -A && mv d old && mv n d'),
    'git mv of a pattern in a folder': line('cd d && git mv *.js ../e/'),
    'rm of a folder with a variable before it': line('rm -rf "$PWD/d"'),
    'patterns are read again': line('set -f; set +f; rm d/*.js'),
    'a shell that reads no patterns': unclaimed(
      'd/one.js',
      line('set -f; rm -f d/*.js; echo agent > a.txt', { after: 'rm d/one.js' }),
    ),
    'nor by its long option': unclaimed(
      'd/one.js',
      line('set -o noglob; rm -f d/*.js; echo agent > a.txt', { after: 'rm d/one.js' }),
    ),
    'nor because a branch said so': unclaimed(
      'd/one.js',
      line('if true; then set -f; fi; rm -f d/*.js; echo agent > a.txt', { after: 'rm d/one.js' }),
    ),
    'nor one that was started so': unclaimed(
      'd/one.js',
      line("sh -fc 'rm -f d/*.js; echo agent > a.txt'", { after: 'rm d/one.js' }),
    ),
    'a shell that is told to leave some': unclaimed(
      'd/one.js',
      line("bash -c 'GLOBIGNORE=d/one.js; rm -f d/*.js; echo agent > a.txt'", { after: 'rm d/one.js' }),
    ),
    'moved there and back, and then a person took one away': unclaimed(
      'd/one.js',
      line('echo agent > a.txt && mv d f && mv f d', { after: 'rm d/one.js' }),
    ),
  },
};
