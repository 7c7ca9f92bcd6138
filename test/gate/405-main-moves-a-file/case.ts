import { type GateCase, type Judged, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

const MOVE = 'git mv long.txt tall.txt && git commit -qm moved';
const SQUASH = `git branch saved && git checkout -q -B work main
  git merge -q --squash saved > /dev/null && git commit -qm Work`;

/** An agent edits a file that main then moves, and another; `bring` puts the work on it. */
const moved =
  (bring: string, main: string = MOVE, then: (scene: Scene) => Promise<Judged | void> = async () => {}): Script =>
  async (scene) => {
    const { session, sh } = scene;
    const agent = session();
    agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam work
      git checkout -q main
      ${main}
      git checkout -q work
      ${bring}`);
    return then(scene);
  };

/** Merged, taken back and brought again, as it was. */
const taken =
  (before: string, path: string, after = ''): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
    await agent.save();
    await sh(`git commit -qam work
      git checkout -q main
      git merge -q --no-ff --no-edit work
      ${before}
      sed -i 's/^agent line 5$/long line 5/' ${path} && git commit -qam back
      ${after}
      git checkout -q -B work main
      sed -i 's/^long line 5$/agent line 5/' tall.txt
      git commit -qam 'again

Handoff: session-1'`);
  };

const pushed = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/remote.git"
    git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
  return { remote: { base: `file://${base}/remote.git` } };
};

export const gateCase: GateCase = {
  title: 'main moves a file that the change edits: git brings the work along, and so do the claims go',
  ...PASSES,
  script: {
    rebased: moved('git rebase -q main'),
    squashed: moved(SQUASH),
    merged: moved('git merge -q --no-edit main'),
    'rebased, in CI': moved('git rebase -q main', MOVE, pushed),
    'moved, and edited later': moved(
      'git rebase -q main',
      `${MOVE} && sed -i 's/^long line 30$/main line 30/' tall.txt && git commit -qam edited`,
    ),
    'moved, and edited later, in CI': moved(
      'git rebase -q main',
      `${MOVE} && sed -i 's/^long line 30$/main line 30/' tall.txt && git commit -qam edited`,
      pushed,
    ),
    'edited, and moved later': moved(
      'git rebase -q main',
      `sed -i 's/^long line 30$/main line 30/' long.txt && git commit -qam edited && ${MOVE}`,
    ),
    'a whole directory': async ({ session, sh }) => {
      const agent = session();
      agent.edit('src/app.js', "'app'", "'App'");
      agent.edit('src/sum.js', 'a + b', 'b + a');
      agent.write('src/new.js', 'new\n');
      await agent.save();
      await sh(`git add -A && git commit -qm work
        git config merge.directoryRenames false
        git checkout -q main && git mv src lib && git commit -qm moved
        git checkout -q work && git rebase -q main`);
    },
    // nothing else of the change would lead to its handoff
    'that file alone, named': async ({ session, sh }) => {
      const agent = session();
      agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
      await agent.save();
      await sh(`git commit -qam 'work\n\nHandoff: session-1'
        git checkout -q main
        ${MOVE}
        git checkout -q work && git rebase -q main`);
    },
    'with one more line': {
      ...weighs('path_drifted', 'tall.txt'),
      script: moved(
        "git rebase -q main && sed -i 's/^long line 20$/rider/' tall.txt && git commit -q --amend --no-edit -a",
      ),
    },
    // the handoff answered for it once
    'main had the work, moved the file and took it back': {
      ...weighs('files_unclaimed', 'tall.txt'),
      beside: ['handoff_missing'],
      default: 'fail',
      script: taken(MOVE, 'tall.txt'),
    },
    'main had the work, took it back and moved the file': {
      ...weighs('files_unclaimed', 'tall.txt'),
      beside: ['handoff_missing'],
      default: 'fail',
      script: taken('', 'long.txt', MOVE),
    },
    // a file that was there before, and is alike
    'a twin is edited': {
      ...weighs('files_unclaimed', 'twin.txt'),
      script: async ({ session, sh }) => {
        await sh('cp long.txt twin.txt && git add -A && git commit -qm twin && git branch -f main');
        const agent = session();
        agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git stash -q
          git checkout -q main && git rm -q long.txt && git commit -qm gone
          git checkout -q -B work
          sed -i 's/^long line 5$/agent line 5/' twin.txt && echo agent > a.txt && git commit -qam work`);
      },
    },
    // which of two the work belongs to nobody can tell
    'main moved it, and copied it': {
      ...weighs('files_unclaimed', 'twin.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git stash -q
          git checkout -q main && ${MOVE}
          cp tall.txt twin.txt && git add -A && git commit -qm copied
          git checkout -q -B work
          sed -i 's/^long line 5$/agent line 5/' twin.txt && echo agent > a.txt && git commit -qam work`);
      },
    },
    'main copied it, edited the one, and took it away': {
      ...weighs('files_unclaimed', 'twin.txt'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git stash -q
          git checkout -q main && cp long.txt twin.txt && ${MOVE}
          git add -A && git commit -qm copied && echo more >> tall.txt && git commit -qam edited
          git checkout -q -B work
          sed -i 's/^long line 5$/agent line 5/' twin.txt && echo agent > a.txt && git commit -qam work`);
      },
    },
    // git takes no empty file for another
    'it was empty': {
      ...weighs('files_unclaimed', 'lib/new.js'),
      script: async ({ session, sh }) => {
        await sh(': > empty.js && git add -A && git commit -qm empty && git branch -f main');
        const agent = session();
        agent.write('empty.js', 'agent\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git stash -q
          git checkout -q main && git rm -q empty.js && git commit -qm gone
          mkdir lib && : > lib/new.js && git add -A && git commit -qm other
          git checkout -q -B work
          echo agent > lib/new.js && echo agent > a.txt && git commit -qam work`);
      },
    },
    'two such files became one': {
      ...weighs('files_unclaimed', 'one.txt'),
      script: async ({ session, sh }) => {
        await sh('cp long.txt twin.txt && git add -A && git commit -qm twin && git branch -f main');
        const agent = session();
        agent.edit('long.txt', 'long line 5\n', 'agent line 5\n');
        agent.edit('twin.txt', 'long line 30\n', 'agent line 30\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git stash -q
          git checkout -q main && git rm -q long.txt && git mv twin.txt one.txt && git commit -qm one
          git checkout -q -B work
          sed -i 's/^long line 5$/agent line 5/' one.txt && echo agent > a.txt && git commit -qam work`);
      },
    },
  },
};
