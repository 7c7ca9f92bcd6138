import { type GateCase, type Judged, PASSES, type Script, weighs } from '../gate-case.ts';
import type { Scene } from '../scene.ts';

/** As git has to be told of it: quotes, a glob and a space in a name. */
const ODD = 'docs/[a] "b" c*.md';

/** An agent and main add lines at one place of a file that keeps the lines of both. */
const logged =
  (join: string, file: string, then: Script = async () => {}): Script =>
  async (scene) => {
    const { session, sh, write } = scene;
    write(file, '# log\n');
    await sh(`git checkout -q main
      printf '*.md merge=union\\n' > .gitattributes
      git add -A && git commit -qm attributes
      git checkout -q -B work`);
    const agent = session();
    agent.write(file, '# log\n- agent\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam work && git checkout -q main');
    write(file, '# log\n- main\n');
    await sh(`git commit -qam main
      git checkout -q work
      ${join}`);
    return then(scene);
  };

const remote = async ({ sh, base }: Scene): Promise<Judged> => {
  await sh(`git init -q --bare "${base}/base.git"
    git push -q "file://${base}/base.git" main work 'refs/opensession/*'`);
  return { remote: { base: `file://${base}/base.git` } };
};

const MERGE = 'git merge -q --no-edit main';
const REBASE = 'git rebase -q main';

export const gateCase: GateCase = {
  title: 'the target branch says that a merge keeps the lines of both sides',
  ...PASSES,
  script: {
    'main is merged': logged(MERGE, 'CHANGELOG.md'),
    'main is merged, between remotes': logged(MERGE, 'CHANGELOG.md', remote),
    rebased: logged(REBASE, 'CHANGELOG.md'),
    'rebased, between remotes': {
      script: logged(REBASE, 'CHANGELOG.md', remote),
      // what the session had made is in no remote any more
      ...weighs('path_drifted', 'CHANGELOG.md'),
    },
    'a name with all that is read in such a file': logged(MERGE, ODD),
    'a rider in the merge': {
      ...weighs('path_drifted', 'CHANGELOG.md'),
      script: logged(`${MERGE} && echo '- rider' >> CHANGELOG.md && git commit -qa --amend --no-edit`, 'CHANGELOG.md'),
    },
    'the change says so itself': {
      ...weighs('path_drifted', 'log.txt'),
      beside: ['files_unclaimed'],
      script: async ({ session, sh, write }) => {
        write('log.txt', '# log\n');
        await sh('git add -A && git commit -qm log && git branch -f main');
        const agent = session();
        agent.write('log.txt', '# log\n- agent\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam work
          printf '*.txt merge=union\\n' > .gitattributes && git add -A && git commit -qm attributes
          git checkout -q main && printf '# log\\n- main\\n' > log.txt && git commit -qam main && git checkout -q work
          git merge -q --no-edit main`);
      },
    },
  },
};
