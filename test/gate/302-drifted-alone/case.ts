import { type Also, type GateCase, PASSES, refuses, type Script, weighs } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';
import { knownSigner } from '../signers.ts';

const AGENT = 'Co-Authored-By: Claude <noreply@anthropic.com>';

const formatted =
  (trailer: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.write('src/app.js', 'export const app=1\n');
    await agent.save();
    await sh(`echo 'export const app = 1;' > src/app.js && git commit -qam 'work

${trailer}${AGENT}'`);
  };

const NAMED = 'Handoff: session-1\n';
const named = formatted(NAMED);

/** Another open change claims the very file. */
const foreign =
  (trailer: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh(`git commit -qam work && git checkout -q -b other main
      echo rider > a.txt && git commit -qam 'rider

${trailer}${AGENT}'`);
  };

/** The handoff of a merged change names the path, and a rider changes it again. */
const merged =
  (join: string): Script =>
  async ({ session, sh }) => {
    const agent = session();
    agent.edit('long.txt', 'long line 39\n', 'agent line 39\n');
    await agent.save();
    await sh(`git commit -qam work
      git checkout -q main
      ${join}
      git checkout -q -B later
      sed -i 's/^long line 20$/rider/' long.txt
      git commit -qam 'rider

Handoff: session-1'`);
  };

const rebased: Script = async ({ session, sh }) => {
  const agent = session();
  agent.write('a.txt', 'agent\n');
  await agent.save();
  await sh(`git commit -qam work
    git checkout -q main && echo main > a.txt && git commit -qam main && git checkout -q work
    git rebase -q main > /dev/null 2>&1 || true
    printf 'agent\nmain\n' > a.txt
    git add a.txt
    GIT_EDITOR=true git rebase --continue > /dev/null`);
};

const notBound: Also = ({ strict }) => {
  const [artifact] = strict.artifacts;
  return artifact?.bound === false && !artifact.related ? undefined : `${artifact?.id} counts`;
};

export const gateCase: GateCase = {
  title: 'the only file of the handoff was altered before or after it was committed',
  policy: ALWAYS,
  ...weighs('path_drifted'),
  script: {
    'a formatter, before the commit, which names it': named,
    'with the default of who needs one': { policy: '', script: named },
    // any change of this file could be the one
    'a formatter, and nothing names it': {
      ...refuses('handoff_missing'),
      beside: ['path_drifted'],
      script: formatted(''),
    },
    'of another open change of the very file': {
      ...refuses('handoff_missing'),
      beside: ['path_drifted'],
      policy: '',
      script: foreign(''),
    },
    'drifted is enough': {
      main: { code: 'path_drifted', default: null, strict: 'error' },
      beside: ['handoff_missing'],
      policy: `${ALWAYS}min_binding = "drifted"\n`,
      script: formatted(''),
    },
    'a conflict with main, resolved by a person': async ({ session, sh }) => {
      const agent = session();
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(`git commit -qam work
        git checkout -q main && echo main > a.txt && git commit -qam main && git checkout -q work
        git merge -q main > /dev/null || true
        printf 'agent\\nmain\\n' > a.txt && git commit -qam 'Merge main'`);
    },
    'beside a deletion': async ({ session, sh }) => {
      const agent = session();
      await agent.sh('git rm -q b.txt');
      agent.write('a.txt', 'agent\n');
      await agent.save();
      await sh(`echo person > a.txt && git commit -qam 'work

${NAMED}'`);
    },
    'nobody signed for it': {
      ...refuses('signature_missing'),
      beside: ['path_drifted'],
      policy: `${ALWAYS}require_signed = true\n`,
      script: async (scene) => {
        await knownSigner(scene);
        await named(scene);
      },
    },
    'of a merged change': {
      ...refuses('handoff_missing'),
      beside: ['path_drifted'],
      also: notBound,
      script: merged("git merge -q --no-ff -m 'Merge work' work"),
    },
    'of a change that was squashed onto a main that moved': {
      ...refuses('handoff_missing'),
      beside: ['path_drifted'],
      also: notBound,
      script: merged(`sed -i 's/^long line 2$/main line 2/' long.txt && git commit -qam main
        git merge -q --squash work > /dev/null && git commit -qm 'Work (#7)'`),
    },
    // what was rebased begins elsewhere, as what was merged does: git cannot tell them apart
    'a conflict of a rebase, resolved by a person': {
      ...refuses('handoff_missing'),
      beside: ['path_drifted'],
      script: rebased,
    },
    'the same, and claimed by hand': {
      ...PASSES,
      script: async (scene) => {
        await rebased(scene);
        await scene.byHand('both lines are needed');
      },
    },
    // one path of it is this one too
    'of another change': {
      ...refuses('handoff_missing'),
      beside: ['path_drifted', 'files_unclaimed', 'claim_left_out'],
      also: notBound,
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('a.txt', 'agent\n');
        agent.write('b.txt', 'agent\n');
        await agent.save();
        await sh(`git commit -qam work && git checkout -q -b other main
          echo rider > a.txt && git commit -qam 'rider

Handoff: session-1'`);
      },
    },
  },
};
