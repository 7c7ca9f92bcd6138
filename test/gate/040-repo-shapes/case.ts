import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a sparse checkout, a linked worktree, sha256, no commit yet, a partial clone that fetches nothing by itself',
  ...PASSES,
  script: {
    sparse: async ({ session, sh }) => {
      await sh('git sparse-checkout set --no-cone "/*" "!src"');
      const agent = session();
      agent.write('a.txt', 'agent\n');
      agent.write('src/outside.js', 'export const outside = true;\n');
      await agent.save();
      await sh('git add --sparse -A && git commit -qm work');
    },
    worktree: async ({ session, sh, base }) => {
      const cwd = `${base}/tree`;
      await sh(`git worktree add -q -b other "${cwd}" main`);
      const agent = session({ cwd });
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work', { cwd });
      return { cwd };
    },
    sha256: {
      objectFormat: 'sha256',
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
    unborn: async ({ session, sh, base }) => {
      const cwd = `${base}/fresh`;
      await sh(`git init -q --initial-branch=work "${cwd}"`);
      const agent = session({ cwd });
      agent.write('a.txt', 'agent\n');
      await agent.save();
      // the target is an empty commit of a person, which shares no history
      await sh(
        `git add -A
         git commit -qm work
         git branch main $(git commit-tree -m empty $(git mktree < /dev/null))`,
        { cwd },
      );
      return { cwd };
    },
    partial: async ({ session, sh, base, dir }) => {
      const cwd = `${base}/partial`;
      await sh(`git config uploadpack.allowFilter true
        git clone -q --filter=blob:none --branch work "file://${dir}" "${cwd}"
        cd "${cwd}"
        git branch -q main origin/main`);
      const agent = session({ cwd });
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh('git commit -qam work', { cwd });
      // whoever asked the remote for an object would fail from here on
      await sh(`git config remote.origin.url "${base}/gone"`, { cwd });
      return { cwd };
    },
  },
};
