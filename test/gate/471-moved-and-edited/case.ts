import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const TREE = 'mkdir d e && for n in one two; do echo "old $n" > d/$n.js; done && echo e > e/own.js';

interface Around {
  /** What a person does after it. */
  readonly after?: string;
  /** A later line of the agent. */
  readonly more?: string;
}

/** An agent moves files that its line does not name one by one. */
const line =
  (command: string, { after = '', more = '' }: Around = {}): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
    const agent = session();
    await agent.sh(command);
    if (more !== '') await agent.sh(more);
    if (after !== '') await sh(after);
    await agent.save();
    await sh('git add -A && git commit -q --allow-empty -m work');
  };

const ofAPerson = (command: string, around: Around = {}) => ({
  script: line(command, { after: 'echo mine >> f/one.js', ...around }),
  ...weighs('files_unclaimed', 'f/one.js'),
});

const WRITES = `node -e "fs.appendFileSync('f/one.js', 'anew')"`;

/** Saved, committed, and saved once more. */
const again = async ({ session, sh }: Scene, between: string): Promise<void> => {
  await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
  const agent = session();
  await agent.sh('mv d f');
  await agent.sh(WRITES);
  await agent.save();
  await sh('git add -A && git commit -qm work');
  await sh(between);
  await agent.save();
  await sh('git add -A && git commit -q --allow-empty -m more');
};

export const gateCase: GateCase = {
  title: 'a person edits a file below a folder that an agent moved as a whole',
  ...PASSES,
  script: {
    'mv of a folder': ofAPerson('mv d f'),
    'git mv of a folder': ofAPerson('git mv d f'),
    'mv of a folder twice': ofAPerson('mv d g && mv g f'),
    'mv of a pattern': ofAPerson('mkdir f && mv d/*.js f/'),
    'mv of a folder, and a program': ofAPerson('mv d f', {
      more: 'node -e 0',
    }),
    'mv of a folder, and a commit': ofAPerson('git mv d f', { more: 'git commit -qm agent' }),
    'no person: it was moved alone': line('mv d f'),
    'no person: and its lines were changed by a pattern': line("mv d f && sed -i 's/old/new/' f/*.js"),
    'no person: and a later line changed them': line('mv d f', { more: "sed -i 's/old/new/' f/*.js" }),
    'no person: and a program wrote into one': line('mv d f', { more: WRITES }),
    'no person: they were changed by a pattern before': line("sed -i 's/old/new/' d/*.js", { more: 'mv d f' }),
    'no person: a file in it was edited by its name': line('mv d f', { more: 'echo agent >> f/one.js' }),
    'no person: a hook formats what was moved': line(
      `mkdir -p .git/hooks; printf '#!/bin/sh\\necho formatted > f/one.js; git add f\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit`,
      { more: 'git mv d f && git commit -qm agent' },
    ),
    // git gives a file a new time when it checks it out
    'no person: saved again after the branch was left': async (scene) => {
      await again(scene, 'git checkout -q main && git checkout -q work');
    },
    'a person edits it between two saves': {
      script: (scene) => again(scene, 'echo mine >> f/one.js'),
      ...weighs('files_unclaimed', 'f/one.js'),
    },
    'no person: a program that works on writes into it': async ({ session, sh }) => {
      await sh(`git checkout -q main && ${TREE} && git add -A && git commit -qm tree && git checkout -q -B work`);
      const agent = session();
      agent.ran("tmux new-session -d 'npm run watch'");
      await agent.sh('mv d f');
      await sh('echo generated > f/one.js');
      await agent.save();
      await sh('git add -A && git commit -q --allow-empty -m work');
    },
  },
};
