import { type GateCase, type Script, weighs } from '../gate-case.ts';
import { RERUN } from '../policies.ts';

const ITSELF = RERUN.replace(/^definition.*\n/m, '');
const LINKED = 'mkdir tools && git mv scripts/test.sh tools/test.sh && ln -s ../tools/test.sh scripts/test.sh';
const TWICE = `${LINKED} && git mv tools/test.sh tools/real.sh && ln -s real.sh tools/test.sh`;

/** On the target branch a file that says what the check does is a link; an agent changes what is behind it. */
const behind =
  (link: string, path: string, text = 'true\n'): Script =>
  async ({ session, sh }) => {
    await sh(`git checkout -q main
      mkdir -p scripts && ${link}
      git add -A && git commit -qm link && git checkout -q -B work`);
    const agent = session();
    agent.write(path, text);
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  };

export const gateCase: GateCase = {
  title: 'a script of a check is a link, and the change makes another one of what is behind it',
  policy: ITSELF,
  ...weighs('definition_changed'),
  script: {
    'the script that the command names': behind(LINKED, 'tools/test.sh'),
    'its directory': behind(
      'mkdir tools && git mv scripts tools/scripts && ln -s tools/scripts scripts',
      'tools/scripts/test.sh',
    ),
    'a link to a link': behind(TWICE, 'tools/real.sh'),
    'what the policy names': {
      policy: RERUN,
      script: behind(
        'mkdir tools && git mv scripts tools/scripts && ln -s tools/scripts scripts',
        'tools/scripts/test.sh',
      ),
    },
    'in a submodule': {
      policy: ITSELF.replace('sh scripts/test.sh', 'sh vendor/tools/test.sh'),
      script: async ({ session, sh }) => {
        const bump = (oid: string) => `git update-index --add --cacheinfo 160000,${oid.repeat(40)},vendor/tools`;
        await sh(`git checkout -q main
          ${bump('a')} && git commit -qm tools && git checkout -q -B work`);
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git add a.txt && ${bump('b')} && git commit -qm work`);
        // a job that has submodules
        return { rerunResults: [{ name: 'tests', result: 'success' }] };
      },
      beside: ['files_unclaimed'],
    },
    'that the change adds': async ({ session, sh }) => {
      await sh(`git checkout -q main
        echo 'sh node_modules/.bin/check' > scripts/test.sh
        git commit -qam installed && git checkout -q -B work`);
      const agent = session();
      agent.write('tools/installed/.bin/check', 'true\n');
      await agent.sh('ln -s tools/installed node_modules');
      await agent.save();
      await sh('git add -A && git commit -qm work');
    },
    'protected, and a submodule that the change adds': {
      ...weighs('protected_path_changed', 'vendor'),
      policy: 'protect = ["vendor/**"]\n',
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        await agent.save();
        await sh(`git add a.txt && git update-index --add --cacheinfo 160000,${'b'.repeat(40)},vendor
          git commit -qm work`);
      },
      beside: ['files_unclaimed'],
    },
    'a link to a link, in CI': async (scene) => {
      await behind(TWICE, 'tools/real.sh')(scene);
      const { sh, base } = scene;
      await sh(`git init -q --bare "${base}/remote.git"
        git push -q "file://${base}/remote.git" main work 'refs/opensession/*:refs/opensession/*'`);
      return { remote: { base: `file://${base}/remote.git` }, rerunResults: [{ name: 'tests', result: 'success' }] };
    },
    'where recipes stand': {
      policy: ITSELF.replace('sh scripts/test.sh', 'make -s check'),
      script: behind(
        "mkdir tools && printf 'check:\\n\\tgrep -q . a.txt\\n' > tools/rules.mk && ln -s tools/rules.mk Makefile",
        'tools/rules.mk',
        'check:\n\ttrue\n',
      ),
    },
  },
};
