import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const TREE = `mkdir -p d old && for n in one two; do echo "$n of d" > d/$n.js; echo "old $n" > old/$n.txt; done
  echo blank > 'd/one two.log' && echo plain > d/plain.log && echo "don't" > "d/it's.log"`;

/** What an agent does by one line of a shell beside a file of its own, and then a person. */
const line =
  (command: string, person = ''): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.sh(command);
    if (person !== '') await sh(person);
    await agent.save();
    await sh('git add -A && git commit -q --allow-empty -m work');
  };

const ofAPerson = (path: string, command: string, person: string) => ({
  script: line(command, person),
  ...weighs('files_unclaimed', path),
});

export const gateCase: GateCase = {
  title:
    'a line of an agent ends well, and whether all of it ran nobody can tell; a person does what it would have done',
  ...PASSES,
  script: {
    'modes behind a test, and || true': ofAPerson(
      'd/one.js',
      'test -f nope && chmod +x d/*.js || true',
      'chmod +x d/one.js',
    ),
    'a folder behind a command that failed': ofAPerson('old/one.txt', 'false && rm -r old; true', 'rm old/one.txt'),
    'a pattern behind [[ ]]': ofAPerson('old/one.txt', '[[ -f nope ]] && rm old/*.txt; true', 'rm old/one.txt'),
    'a pattern behind !': ofAPerson('old/one.txt', '! test -d old && rm old/*.txt; true', 'rm old/one.txt'),
    'a pattern in a group': ofAPerson('old/one.txt', 'false && { cd old; rm *.txt; }; true', 'rm old/one.txt'),
    'a folder that is copied': ofAPerson('new/one.txt', 'false && cp -r old new; true', 'cp -r old new'),
    'a folder that is moved': ofAPerson(
      'old/one.txt',
      'false && mv old new; true',
      'mkdir new && git mv old/one.txt new',
    ),
    'what find hands on': ofAPerson(
      'old/one.txt',
      "false && find old -name '*.txt' | xargs rm; true",
      'rm old/one.txt',
    ),
    'modes that are undone in a way that is not plain': ofAPerson(
      'd/one.js',
      'chmod +x d/*.js && chmod u=rw d/*.js',
      'chmod +x d/one.js',
    ),
    'and again': ofAPerson('d/one.js', 'chmod +x d/*.js && chmod a-x,a+X d/*.js', 'chmod +x d/one.js'),
    'modes, and then what others may do': line('chmod +x d/*.js && chmod g+w d/*.js'),
    'it ran: the line ends with it': line('test -d old && rm old/*.txt'),
    'it ran: what stands before hardly fails': line('cd old && rm *.txt; true'),
    'it ran: it stands alone': line('rm -r old; ls'),
    'it is named': line('test -f old/one.txt && rm old/one.txt; true'),
    'a name with a blank is two to xargs': ofAPerson(
      'd/one two.log',
      "find d -name '*.log' | xargs rm -f || true",
      "rm 'd/one two.log'",
    ),
    'so is one with a quote': ofAPerson("d/it's.log", "find d -name '*.log' | xargs rm -f || true", `rm "d/it's.log"`),
    'to xargs -0 it is one': line("find d -name '*.log' -print0 | xargs -0 rm -f"),
    'each line is one with -I': line("rm \"d/it's.log\"; find d -name '*.log' | xargs -I{} rm {}"),
    'names that end with NUL are lines to nobody': ofAPerson(
      'd/plain.log',
      "find d -name '*.log' -print0 | xargs rm -f 2>/dev/null || true",
      'rm d/plain.log',
    ),
  },
};
