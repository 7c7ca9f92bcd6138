import { type GateCase, PASSES } from '../gate-case.ts';

export const gateCase: GateCase = {
  title: 'a file becomes executable, a link is new, one dangles, a file becomes a link: all claimed',
  ...PASSES,
  script: async ({ session, sh }) => {
    const agent = session();
    await agent.sh('chmod +x src/app.js');
    await agent.sh('ln -s a.txt new-link');
    await agent.sh('ln -s nowhere dangling');
    await agent.sh('rm c.txt && ln -s a.txt c.txt');
    await agent.save();
    await sh('git add -A && git commit -qm work');
  },
  also: ({ strict }) => (strict.counts.proved === 4 ? undefined : `${strict.counts.proved} proved`),
};
