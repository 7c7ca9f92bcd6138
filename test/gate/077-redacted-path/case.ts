import { type GateCase, PASSES } from '../gate-case.ts';

/** Looks like a token, and is made here. */
const TOKEN = `ghp_${'a1B2'.repeat(9)}`;

export const gateCase: GateCase = {
  title: 'redaction changes a path: it is found by its key',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    agent.write(`docs/${TOKEN}.md`, 'agent\n');
    agent.write('a.txt', 'agent\n');
    await agent.save();
    await sh('git add -A && git commit -qm work');
    const kept = await sh('git cat-file blob refs/opensession/handoff/artifacts/session-1:manifest.json');
    if (kept.includes(TOKEN)) throw new Error('the path is kept');
  },
};
