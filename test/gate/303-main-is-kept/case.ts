import { type GateCase, PASSES, type Script, weighs } from '../gate-case.ts';

const CONFLICT = 'git merge main > /dev/null || true';

/** An agent adds a line where main adds another: git cannot merge them. */
const resolved =
  (text: string, how: 'a session of its own' | 'the same session' = 'a session of its own'): Script =>
  async ({ session, sh, write }) => {
    write('mod.py', 'import a\nbody\n');
    await sh('git add -A && git commit -qm mod && git branch -f main');
    const one = session();
    one.write('mod.py', 'import a\nimport c\nbody\n');
    await one.sh('git commit -qam one');
    if (how === 'a session of its own') await one.save();
    await sh(`git checkout -q main
      printf 'import a\\nimport b\\nbody\\n' > mod.py
      git commit -qam 'main adds b'
      git checkout -q work`);
    const two = how === 'a session of its own' ? session() : one;
    await two.sh(CONFLICT);
    two.write('mod.py', text);
    await two.sh('git add mod.py && git commit -qm "Merge main"');
    await two.save();
  };

const BOTH = 'import a\nimport b\nimport c\nbody\n';

const moved =
  (join: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    await agent.sh('git mv src lib');
    await agent.save();
    await sh(`git add -A && git commit -qm moved
      git checkout -q main && echo '// more' >> src/auth.js && git commit -qam main
      git checkout -q work
      ${join}`);
  };

/** What an agent made is rebased over what main did there since, as if main had done nothing. */
const overwritten =
  (lines: { readonly before: string; readonly main: string; readonly claimed: string }): Script =>
  async ({ session, sh, write }) => {
    const text = (all: string): string => `${all.split(' | ').join('\n')}\n`;
    write('mod.py', text(lines.before));
    await sh('git add -A && git commit -qm mod && git branch -f main');
    const agent = session();
    agent.write('mod.py', text(lines.claimed));
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git commit -qam one && git checkout -q main');
    write('mod.py', text(lines.main));
    await sh('git commit -qam fix && git checkout -q work && git reset -q --soft main && git commit -qm one');
  };

export const gateCase: GateCase = {
  title: 'what main did since a claim began is still there, although git could not merge the two by itself',
  ...PASSES,
  script: {
    'a conflict, resolved by an agent': resolved(BOTH),
    'in the same session': resolved(BOTH, 'the same session'),
    'a person merges main, and the session goes on beside it': async ({ session, sh, write }) => {
      write('mod.py', 'import a\nbody\n');
      await sh('git add -A && git commit -qm mod && git branch -f main');
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(`git commit -qam one
        git checkout -q main
        printf 'import a\\nimport b\\nbody\\n' > mod.py
        git commit -qam 'main adds b'
        git checkout -q work
        git merge -q --no-edit main`);
      agent.edit('mod.py', 'import b\n', 'import b\nimport c\n');
      await agent.save();
      await sh('git commit -qam two');
    },
    'a folder is moved, and main goes on in it': moved('git rebase -q main && grep -q more lib/auth.js'),
    'moved, and main merged': moved('git merge -q --no-edit main && grep -q more lib/auth.js'),
    'moved, and what main did is gone': {
      ...weighs('base_overwritten', 'src/auth.js'),
      script: moved('git merge -q --no-edit -s ours main'),
    },
    // git merges the two, and both guards stand: without one of them the line that is there is the other one
    'main puts a guard before a call, the agent the same behind it, and one is left': {
      ...weighs('base_overwritten', 'serve.js'),
      script: async ({ session, sh, write }) => {
        const guard = '  if (user.banned)\n    return deny();\n';
        write('serve.js', 'begin();\naudit(user);\n  serve(user);\nend();\n');
        await sh('git add -A && git commit -qm serve && git branch -f main');
        const agent = session();
        agent.edit('serve.js', '  serve(user);\n', `  serve(user);\n${guard}`);
        await agent.sh('git commit -qam one');
        await agent.save();
        await sh('git checkout -q main');
        write('serve.js', `begin();\naudit(user);\n${guard}  serve(user);\nend();\n`);
        await sh(`git commit -qam fix && git checkout -q work
          git merge -q --no-commit main > /dev/null 2>&1 || true
          git checkout -q HEAD -- serve.js
          git commit -qm 'Merge main'`);
      },
    },
    'of a conflict the line of main is gone': {
      ...weighs('base_overwritten', 'mod.py'),
      script: resolved('import a\nimport c\nbody\n'),
    },
    // it may be the line that main mended, in another form
    'main replaced a line, and something stands beside it': {
      ...weighs('base_overwritten', 'src/auth.js'),
      script: async ({ session, sh }) => {
        const agent = session();
        agent.edit('src/auth.js', 'user.isAdmin', 'user.isAdmin || user.isOwner');
        await agent.sh('git commit -qam one');
        await sh(`git checkout -q main
          sed -i 's/user.isAdmin/user.isAdmin \\&\\& user.isActive/' src/auth.js
          git commit -qam 'fix: inactive users'
          git checkout -q work`);
        await agent.sh(CONFLICT);
        agent.write(
          'src/auth.js',
          'export const allowed = (user) => user.isAdmin && user.isActive;\nexport const owned = (user) => user.isAdmin || user.isOwner;\n',
        );
        await agent.sh('git commit -qam "Merge main"');
        await agent.save();
      },
    },
    'main made it a program, and it is none': {
      ...weighs('base_overwritten', 'mod.py'),
      script: async ({ session, sh, write }) => {
        write('mod.py', 'import a\nbody\n');
        await sh('git add -A && git commit -qm mod && git branch -f main');
        const agent = session();
        agent.write('mod.py', 'import a\nimport c\nbody\n');
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam one
          git checkout -q main && chmod +x mod.py && git commit -qam 'a program' && git checkout -q work
          git merge -q --no-edit -s ours main`);
      },
    },
    'what main took away is there in another form': {
      ...weighs('base_overwritten', 'a.txt'),
      script: async ({ session, sh, write }) => {
        write('a.txt', 'one\ndebug\ntwo\n');
        await sh('git commit -qam debug && git branch -f main');
        const agent = session();
        agent.write('a.txt', 'one\ndebug all\ntwo\n');
        agent.write('b.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam one
          git checkout -q main && printf 'one\\ntwo\\n' > a.txt && git commit -qam 'no debug' && git checkout -q work
          git merge -q --no-edit -X ours main > /dev/null || git checkout -q --ours a.txt
          git commit -qam 'Merge main' || true`);
      },
    },
    'what main took away is back, further down': {
      ...weighs('base_overwritten', 'mod.py'),
      script: overwritten({
        before: 'a | hole() | b | c | d',
        main: 'a | b | c | d',
        claimed: 'a | c | hole() | d',
      }),
    },
    'what main replaced is back further down, set otherwise': {
      ...weighs('base_overwritten', 'mod.py'),
      script: overwritten({
        before: 'a | hole() | b | c | d',
        main: 'a | mended() | b | c | d',
        claimed: 'a | mended() | c | \thole() | d',
      }),
    },
    // as one more file in the patch that is read of the two
    'a line that ends a section of a patch': {
      ...weighs('base_overwritten', 'mod.py'),
      script: overwritten({
        before: 'a | b | c | d',
        main: 'a | guard() | b | c | d',
        claimed: 'a | own() | b | c | d | #\rdiff --git a/0 b/0',
      }),
    },
    'one that cannot be told, and claimed by hand': async (scene) => {
      await resolved('import a\nimport c, b\nbody\n')(scene);
      await scene.byHand('both are imported', 'mod.py');
    },
  },
};
