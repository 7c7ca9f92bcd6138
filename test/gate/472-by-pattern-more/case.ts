import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const TREE = `mkdir -p d/sub && for n in one two; do echo "$n of d" > d/$n.log; echo "old $n" > d/$n.js; done
  echo LOUD > d/LOUD.LOG && echo deep > d/sub/deep.log`;

interface Around {
  readonly before?: string;
  /** What a person does after it. */
  readonly after?: string;
}

/** What an agent does by one line of a shell to files that it does not name, beside a file of its own. */
const line =
  (command: string, { before = '', after = '' }: Around = {}): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
    if (before !== '') await sh(before);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.sh(command);
    if (after !== '') await sh(after);
    await agent.save();
    await sh('git add -A && git commit -q --allow-empty -m work');
  };

const ofAPerson = (path: string, command: string, around: Around) => ({
  script: line(command, around),
  ...weighs('files_unclaimed', path),
});

export const gateCase: GateCase = {
  title: 'an agent changes modes by a pattern, or has others find what it takes away',
  ...PASSES,
  script: {
    'chmod of a pattern': line('chmod +x d/*.js'),
    'chmod of a pattern by a number': line('chmod 755 d/*.js'),
    'chmod -R': line('chmod -R u+x d'),
    'chmod of a pattern, and back': line('chmod +x d/*.js && chmod -x d/*.js'),
    'chmod of a pattern of what can be run': line('chmod -x d/*.js', {
      before:
        'git checkout -q main && chmod +x d/*.js && git add -A && git commit -qm modes && git checkout -q -B work',
    }),
    'a person makes another one that can be run': ofAPerson('d/one.log', 'chmod +x d/*.js', {
      after: 'chmod +x d/one.log',
    }),
    'a person writes into one of them': ofAPerson('d/one.js', 'chmod +x d/*.js', { after: 'echo mine >> d/one.js' }),
    'a person makes one that can be run which the agent made one that cannot': ofAPerson(
      'd/one.js',
      'chmod +x d/*.js && chmod -x d/*.js',
      { after: 'chmod +x d/one.js' },
    ),
    'a person takes one of them away': ofAPerson('d/one.js', 'chmod +x d/*.js', { after: 'rm d/one.js' }),
    'a person puts a file with the text of a link in its place': ofAPerson('d/link.js', 'chmod +x d/*.js', {
      before:
        'git checkout -q main && ln -s one.js d/link.js && git add -A && git commit -qm link && git checkout -q -B work',
      after: 'rm d/link.js && printf one.js > d/link.js && chmod +x d/link.js',
    }),
    'chmod of what others may do': ofAPerson('d/one.js', 'chmod g+w d/*.js', { after: 'chmod +x d/one.js' }),
    'put back by git, and a person does it again': ofAPerson('d/one.js', 'chmod +x d/*.js && git checkout -q -- d', {
      after: 'chmod +x d/one.js',
    }),
    'git rm of a quoted pattern in a shell that reads none': line("set -f; git rm -q 'd/*.log'"),
    'find, and xargs rm': line("find d -name '*.log' | xargs rm"),
    'find, and xargs rm -f of names that end with NUL': line("find . -type f -name '*.log' -print0 | xargs -0 rm -f"),
    'find, and xargs -r': line("find d -name '*.log' | xargs -r rm --"),
    'find, and xargs -I': line("find d -name '*.log' | xargs -I{} rm {}"),
    'find, narrowed down, and xargs rm': ofAPerson('d/one.log', "find d -name '*.log' | grep -v one | xargs rm", {
      after: 'rm d/one.log',
    }),
    'find, and xargs that prints': ofAPerson('d/one.log', "find d -name '*.log' | xargs echo rm", {
      after: 'rm d/one.log',
    }),
    'find -iname': line("find d -iname '*.log' -delete"),
    'find -iname of one folder alone': ofAPerson('D/mine.log', "find d -iname '*.log' -delete", {
      before:
        'git checkout -q main && mkdir D && echo mine > D/mine.log && git add -A && git commit -qm more && git checkout -q -B work',
      after: 'rm D/mine.log',
    }),
    'find -L': line("find -L d -name '*.log' -delete"),
  },
};
