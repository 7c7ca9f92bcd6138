import { type GateCase, type Script, weighs } from '../gate-case.ts';

const MOVED = "git mv long.txt tall.txt && sed -i 's/^long line 30$/main line 30/' tall.txt";

/** The agent's branch is gone; a person does what it claims to a file of main. */
const done =
  (main: string, path: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git stash -q
      git checkout -q main
      ${main}
      git add -A && git commit -qm moved
      git checkout -q -B work
      sed -i 's/^long line 5$/agent line 5/' ${path} && echo agent > a.txt && git commit -qam work`);
  };

export const gateCase: GateCase = {
  title: 'a rider in a file that was moved: brought along by a merge of git, or where somebody else was to be',
  ...weighs('files_unclaimed', 'tall.txt'),
  script: {
    'main moves a file that a person edits, and is merged': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(`git commit -qam work
        sed -i 's/^long line 5$/rider/' long.txt && git commit -qam rider
        git checkout -q main && git mv long.txt tall.txt && git commit -qm moved
        git checkout -q work && git merge -q --no-edit main`);
    },
    'the agent moves a file that a person edits on a side branch': {
      ...weighs('path_drifted', 'tall.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        await agent.sh('git mv long.txt tall.txt');
        await agent.save();
        await sh(`git commit -qam work
          git checkout -q -b side main
          sed -i 's/^long line 5$/rider/' long.txt && git commit -qam rider
          git checkout -q work && git merge -q --no-edit side`);
      },
    },
    'the agent moves it, another one goes on, and what main did to it is dropped': {
      ...weighs('base_overwritten', 'long.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        await agent.sh('git mv long.txt tall.txt');
        await agent.save();
        await sh('git commit -qam work');
        const other = session();
        other.edit('tall.txt', 'long line 20\n', 'other line 20\n');
        await other.save();
        await sh(`git commit -qam on
          git checkout -q main && sed -i 's/^long line 30$/main line 30/' long.txt && git commit -qam edited
          git checkout -q work && git merge -q -s ours --no-edit main`);
      },
    },
    'main moves and edits it, and another line is changed': {
      ...weighs('path_drifted', 'tall.txt'),
      script: async (scene) => {
        await done(MOVED, 'tall.txt')(scene);
        await scene.sh("sed -i 's/^long line 20$/rider/' tall.txt && git commit -qam rider");
      },
    },
    'main moves and edits it, and makes another one like it': {
      ...weighs('files_unclaimed', 'twin.txt'),
      script: done(`${MOVED} && sed 's/^long line 39$/twin line 39/' tall.txt > twin.txt`, 'twin.txt'),
    },
    'main makes one of two': {
      ...weighs('files_unclaimed', 'tall.txt'),
      script: async (scene) => {
        await scene.sh(`sed 's/^long line 39$/twin line 39/' long.txt > twin.txt && git add -A && git commit -qm twin
          git branch -f main`);
        await done(`${MOVED} && git rm -q twin.txt`, 'tall.txt')(scene);
      },
    },
    'main takes it away, and makes one that has little of it': {
      ...weighs('files_unclaimed', 'tall.txt'),
      script: done('git rm -q long.txt && { seq 60; seq -f "long line %g" 1 9; } > tall.txt', 'tall.txt'),
    },
    'main had the work, moved and edited the file, and took it back': {
      ...weighs('files_unclaimed', 'tall.txt'),
      beside: ['handoff_missing'],
      default: 'fail',
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
        await agent.save();
        await sh(`git commit -qam work
          git checkout -q main
          git merge -q --no-ff --no-edit work
          ${MOVED} && git commit -qam moved
          sed -i 's/^agent line 5$/long line 5/' tall.txt && git commit -qam back
          git checkout -q -B work main
          sed -i 's/^long line 5$/agent line 5/' tall.txt
          git commit -qam 'again

Handoff: session-1'`);
      },
    },
  },
};
