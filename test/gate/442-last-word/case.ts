import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

interface Around {
  /** What a person does after it. */
  readonly after?: string;
  /** A later line of the agent. */
  readonly more?: string;
}

const line =
  (command: string, { after = '', more = '' }: Around = {}): Script =>
  async ({ session, sh }) => {
    await sh('git checkout -q -B work');
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.sh(command);
    if (after !== '') await sh(after);
    if (more !== '') await agent.sh(more);
    await agent.save();
    await sh('git add -A && git commit -q --allow-empty -m work');
  };

const ofAPerson = (command: string, around: Around) => ({
  script: line(command, around),
  ...weighs('files_unclaimed', 'src/sum.js'),
});

/** A program of which the line does not tell what it does. */
const node = (script: string): string => `node -e "${script}"`;
const REMOVES = node("fs.unlinkSync('src/sum.js')");
const WRITES = node("fs.writeFileSync('src/sum.js', 'anew')");

export const gateCase: GateCase = {
  title: 'a person does the opposite of what an agent did to a file, after the last that the log tells',
  ...PASSES,
  script: {
    'takes away what was edited': ofAPerson('echo x >> src/sum.js', { after: 'rm src/sum.js' }),
    'takes away what was edited in place, before a commit and a look': ofAPerson('sed -i s/sum/plus/ src/sum.js', {
      after: 'rm src/sum.js',
      more: 'git add a.txt && git status --short && cat a.txt | wc -l',
    }),
    'takes away what an edit tool wrote': {
      ...weighs('files_unclaimed', 'src/sum.js'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.write('src/sum.js', 'agent\n');
        await sh('rm src/sum.js');
        await agent.save();
        await sh('git add -A && git commit -q --allow-empty -m work');
      },
    },
    'writes anew what was taken away': ofAPerson('rm src/sum.js', { after: 'echo mine > src/sum.js' }),
    'writes anew what was moved away': ofAPerson('mv src/sum.js f.js', { after: 'echo mine > src/sum.js' }),
    'takes away what was made one that can be run': ofAPerson('chmod +x src/sum.js', { after: 'rm src/sum.js' }),
    'writes into what was made one that can be run': ofAPerson('chmod +x src/sum.js', {
      after: 'echo mine >> src/sum.js',
    }),
    'writes into what was moved': {
      script: line('git mv src/sum.js f.js', { after: 'echo mine >> f.js' }),
      ...weighs('files_unclaimed', 'f.js'),
    },
    'puts a file in the place of a link': {
      script: line('ln -s src/sum.js l.js', { after: 'rm l.js && echo mine > l.js' }),
      ...weighs('files_unclaimed', 'l.js'),
    },
    'takes away what was edited through a linked folder': {
      ...weighs('files_unclaimed', 'src/sum.js'),
      script: async ({ session, sh }) => {
        await sh(
          'git checkout -q main && ln -s src lib && git add -A && git commit -qm link && git checkout -q -B work',
        );
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.edit('lib/sum.js', 'sum', 'plus');
        await sh('rm src/sum.js');
        await agent.save();
        await sh('git add -A && git commit -q --allow-empty -m work');
      },
    },
    'no person: it was moved, edited and moved again': line('mv src/sum.js f.js; echo x >> f.js; mv f.js g.js'),
    'no person: it was moved alone': line('git mv src/sum.js f.js'),
    'no person: a program wrote it, and then it was moved': line(WRITES, { more: 'git mv src/sum.js f.js' }),
    'no person: a program writes into what was moved': line('git mv src/sum.js f.js', {
      more: node("fs.writeFileSync('f.js', 'anew')"),
    }),
    'no person: a hook formats what was moved': line(
      `mkdir -p .git/hooks; printf '#!/bin/sh\\necho formatted > f.js; git add f.js\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit`,
      { more: 'git mv src/sum.js f.js && git add -A && git commit -qm agent' },
    ),
    'no person: a hook formats what was made one that can be run': line(
      `mkdir -p .git/hooks; printf '#!/bin/sh\\necho formatted > src/sum.js; git add src/sum.js\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit`,
      { more: 'chmod +x src/sum.js && git add -A && git commit -qm agent' },
    ),
    'no person: a program wrote it, and then it was made one that can be run': line(WRITES, {
      more: 'chmod +x src/sum.js',
    }),
    'no person: another session wrote it, and was not saved since': async ({ session, sh }) => {
      session().edit('src/sum.js', 'sum', 'plus');
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.sh('chmod +x src/sum.js');
      await agent.save();
      await sh('git add -A && git commit -q --allow-empty -m work');
    },
    'no person: a link was put there, and then a file': line('ln -s src/sum.js l.js', {
      more: 'rm l.js && cp src/sum.js l.js',
    }),
    'no person: what runs in a terminal of its own makes it anew': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.ran("tmux new-session -d 'npm run watch'");
      await agent.sh('rm src/sum.js');
      await sh('echo generated > src/sum.js');
      await agent.save();
      await sh('git add -A && git commit -q --allow-empty -m work');
    },
    'no person: a program of the same line takes it away': line(`echo x >> src/sum.js; ${REMOVES}`),
    'no person: a later program takes it away': line('echo x >> src/sum.js', { more: REMOVES }),
    'no person: it may have been taken away': line('echo x >> src/sum.js', { more: 'test -f nope || rm src/sum.js' }),
    'no person: a program of the same line makes it anew': line(`rm src/sum.js; ${WRITES}`),
    'no person: a later program makes it anew': line('rm src/sum.js', { more: WRITES }),
    'no person: what runs in the background makes it anew': line(`${node('0')} & rm src/sum.js`, {
      after: 'echo generated > src/sum.js',
    }),
    'no person: made one that can be run, and edited': line('chmod +x src/sum.js; echo x >> src/sum.js'),
    'no person: edited, and made one that can be run': line('echo x >> src/sum.js; chmod +x src/sum.js'),
    'no person: made one that can be run alone': line('chmod +x src/sum.js'),
    'no person: a later program writes into it': line('chmod +x src/sum.js', { more: WRITES }),
    'no person: another session takes it away': async ({ session, sh }) => {
      const one = session();
      one.edit('src/sum.js', 'sum', 'plus');
      const other = session();
      other.write('a.txt', 'agent\n');
      await other.sh('rm src/sum.js');
      await one.save();
      await other.save();
      await sh('git add -A && git commit -q --allow-empty -m work');
    },
  },
};
