import { OpenSessionError } from '../../../src/domain/errors.ts';
import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';
import { knownSigner, signing } from '../signers.ts';

/** `main` is the merge of a fix (tag `fix`) and of a side branch from before it. The change begins at the side branch. */
const PREPARED = `git checkout -q main
  git checkout -q -b side
  sed -i 's/^long line 2$/side line 2/' long.txt
  git commit -qam side
  git checkout -q main
  sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
  git commit -qam 'fix: inactive users'
  git tag fix
  git merge -q --no-ff -m 'Merge side' side
  git checkout -q -B work side`;

const MERGED = 'git merge -q --no-edit -X ours fix';

const dropped = async ({ session, sh }: Scene): Promise<void> => {
  await sh(PREPARED);
  const agent = session();
  agent.edit('src/auth.js', 'user.isAdmin', 'user.isAdmin || user.isOwner');
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh(`git commit -qam work
    ${MERGED}
    test $(git merge-base --all HEAD main | wc -l) = 2`);
};

const kept =
  (more: Script): Script =>
  async (scene) => {
    await scene.sh(PREPARED);
    const agent = scene.session();
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await agent.save();
    await scene.sh('git commit -qam work');
    return more(scene);
  };

/** Main and a side branch change a file, and merge each other; the change begins at the side branch. */
const crossed = (side: string, main: string): string => `git checkout -q main
  git checkout -q -b side
  ${side}
  git commit -qam side
  git checkout -q main
  ${main}
  git commit -qam main
  git branch before-merge
  git merge -q --no-edit side > /dev/null || { echo both > a.txt && git commit -qam both; }
  git checkout -q side
  git merge -q --no-edit before-merge > /dev/null || { echo both > a.txt && git commit -qam both; }
  git checkout -q -B work side
  test $(git merge-base --all HEAD main | wc -l) = 2`;

export const gateCase: GateCase = {
  title: 'of two merge bases the one from before a fix: what the other has is gone',
  ...weighs('base_overwritten', 'src/auth.js'),
  script: {
    'merge -X ours of the fix': dropped,
    'between remotes': async (scene) => {
      await dropped(scene);
      await scene.sh(`git init -q --bare "${scene.base}/base.git"
        git push -q "file://${scene.base}/base.git" main work 'refs/opensession/*'`);
      return { remote: { base: `file://${scene.base}/base.git` } };
    },
    'signed, and protected': {
      policy: 'protect = ["src/**"]\nrequire_signed = true\n',
      beside: ['protected_path_changed'],
      script: async (scene) => {
        await knownSigner(scene);
        await scene.sh(PREPARED);
        const agent = scene.session();
        agent.edit('src/auth.js', 'user.isAdmin', 'user.isAdmin || user.isOwner');
        await signing(scene, () => agent.save());
        await scene.sh(`git commit -qam work && ${MERGED}`);
      },
      // nobody signed for a file from which the fix is gone
      also: ({ strict }) =>
        strict.findings.some(({ code }) => code === 'protected_path_changed') ? undefined : 'it is signed for',
    },
    'looked at, and claimed by hand': {
      ...PASSES,
      script: async (scene) => {
        await dropped(scene);
        await scene.byHand('owners were inactive', 'src/auth.js');
      },
    },
    'the fix is kept, in a clean merge': {
      ...PASSES,
      script: kept(async ({ sh }) => void (await sh('git merge -q --no-edit fix'))),
    },
    // what the side branch alone changed is no older than what the fix has
    'a file of the side branch, after a merge with a conflict in another': {
      ...weighs('path_drifted', 'src/sum.js'),
      script: async ({ session, sh }) => {
        await sh(
          PREPARED.replace("git commit -qam 'fix", "sed -i 's/a + b/a - -b/' src/sum.js && git commit -qam 'fix"),
        );
        const one = session();
        one.edit('src/sum.js', 'a + b', 'b + a');
        await one.save();
        await sh(`git commit -qam work
          git merge -q --no-edit fix > /dev/null || true
          git checkout -q --theirs src/sum.js
          echo '// both' >> src/sum.js
          git commit -qam "Merge tag 'fix'"`);
        const two = session();
        two.edit('long.txt', 'side line 2\n', 'agent line 2\n');
        await two.save();
        await sh('git commit -qam more');
      },
      also: ({ strict }) => {
        const path = strict.paths.find((one) => one.path === 'long.txt');
        return path?.binding === 'content' ? undefined : `long.txt is bound by ${path?.binding}`;
      },
    },
    'both changed one line, and main says how they go together': {
      ...weighs('base_overwritten', 'src/auth.js'),
      script: async ({ session, sh }) => {
        await sh(`git checkout -q -b side main
          sed -i 's/user.isAdmin/user.isOwner/' src/auth.js
          git commit -qam side
          git checkout -q main
          sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
          git commit -qam 'fix: inactive users'
          git tag fix
          git merge -q side > /dev/null || true
          echo 'export const allowed = (user) => user.isOwner && user.isActive;' > src/auth.js
          git commit -qam 'Merge side'
          git checkout -q -B work side`);
        const agent = session();
        agent.edit('src/auth.js', 'user.isOwner', 'user.isOwner || user.isFriend');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam work && ${MERGED}`);
      },
    },
    // what git makes of the bases is in neither of them, and in the merge of the branch
    'both bases changed a file, and a person goes on with it': {
      ...PASSES,
      script: async ({ sh, byHand }) => {
        await sh(`${crossed("sed -i 's/^long line 2$/side/' long.txt", "sed -i 's/^long line 30$/main/' long.txt")}
          sed -i 's/^side$/side, and a person/; s/^main$/main, and a person/' long.txt
          git commit -qam person`);
        await byHand('lines of mine', 'long.txt');
      },
    },
    'both bases changed a file, git cannot merge them, and a person claims it once main is merged': {
      ...PASSES,
      script: async ({ sh, byHand }) => {
        await sh(`${crossed('echo side > a.txt', 'echo main > a.txt')}
          echo person > a.txt
          git commit -qam person`);
        // it would not be counted
        const taken = await byHand('mine', 'a.txt').then(
          () => 'taken',
          (error: unknown) => (error instanceof OpenSessionError ? error.hint : error),
        );
        if (taken !== 'git merge main') throw new Error(String(taken));
        await sh('git merge -q main > /dev/null || { git checkout -q --ours a.txt && git commit -qam merged; }');
        await byHand('mine', 'a.txt');
      },
    },
  },
};
