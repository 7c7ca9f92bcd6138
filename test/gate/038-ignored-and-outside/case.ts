import { type GateCase, notes } from '../gate-case.ts';

const LEAK = 'short-secret';

export const gateCase: GateCase = {
  title: 'the agent also writes what git ignores, and outside of the repository',
  ...notes('claim_outside_change'),
  script: async ({ session, sh, base }) => {
    const agent = session();
    agent.write('a.txt', 'agent\n');
    agent.write('.env', `PIN=${LEAK}\n`);
    agent.write('dist/app.js', 'built\n');
    await agent.sh(`echo notes > "${base}/notes.txt"`);
    await agent.save();
    await sh('git add -A && git commit -qm work');
    const id = await sh('git hash-object .env');
    const kept = await sh('git cat-file blob refs/opensession/handoff/artifacts/session-1:manifest.json');
    if (kept.includes(id)) throw new Error('the id of an ignored file is kept');
  },
  also: ({ strict }) => {
    const told = strict.artifacts.flatMap(({ outside }) => outside.map(({ path, reason }) => `${path} ${reason}`));
    return told.includes('.env ignored') &&
      told.includes('dist/app.js ignored') &&
      told.some((one) => one.endsWith('outside'))
      ? undefined
      : told.join();
  },
};
