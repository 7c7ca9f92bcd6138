import { type GateCase, refuses } from '../gate-case.ts';
import { ALWAYS } from '../policies.ts';
import { allowSigner, signsWith } from '../signers.ts';

export const gateCase: GateCase = {
  title: 'the change brings its own policy or signers, or is older than the policy: the tip of main judges',
  policy: ALWAYS,
  default: 'fail',
  strict: 'fail',
  main: { code: 'policy_changed', default: 'warning', strict: 'warning' },
  beside: ['handoff_missing', 'files_unclaimed'],
  also: ({ strict: { findings, subject } }) => {
    const named = `${subject.base_ref} (${subject.base_tip.slice(0, 12)})`;
    const told = findings.filter(({ code }) => code === 'policy_changed');
    return told.every(({ message }) => message.includes(named)) ? undefined : `not told: ${named}`;
  },
  script: {
    loosened: async ({ sh }) => {
      await sh(`echo 'require = "never"' > .opensession/policy.toml && echo rider > a.txt && git commit -qam work`);
    },
    'its own signer': {
      policy: 'require_signed = true\n',
      beside: ['signature_missing'],
      script: async (scene) => {
        await signsWith(scene, 'mine');
        await allowSigner(scene, 'mine', 'person@example.test');
        const agent = scene.session();
        agent.write('a.txt', 'agent\n');
        await scene.sh('mkdir -p .opensession && cp ../allowed_signers .opensession/');
        await agent.sh('true > .opensession/allowed_signers');
        await scene.sh('cp ../allowed_signers .opensession/');
        await agent.save();
        await scene.sh('git add -A && git commit -qm work');
      },
    },
    'a branch from before the policy': {
      ...refuses('handoff_missing'),
      beside: ['files_unclaimed'],
      policy: 'require = "never"\n',
      script: async ({ sh }) => {
        await sh(`echo rider > a.txt && git commit -qam work
          git checkout -q main
          echo 'require = "always"' > .opensession/policy.toml
          git commit -qam 'a policy'
          git checkout -q work`);
      },
    },
    'an honest one': {
      default: 'pass',
      strict: 'pass',
      beside: [],
      script: async ({ session, sh }) => {
        const agent = session();
        agent.write('.opensession/policy.toml', 'require = "always"\ninert = ["docs/**"]\n');
        await agent.save();
        await sh('git commit -qam work');
      },
    },
  },
};
