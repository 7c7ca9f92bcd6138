import { forge } from '../forge.ts';
import type { GateCase } from '../gate-case.ts';
import { RECORDED } from '../policies.ts';

export const gateCase: GateCase = {
  title: 'an artifact that says what its author wants: a test that failed has passed',
  policy: RECORDED,
  default: 'pass',
  strict: 'fail',
  main: { code: 'evidence_recorded_only', default: 'note', strict: 'error' },
  script: async (scene) => {
    const agent = scene.session();
    agent.write('a.txt', 'forged\n');
    agent.ran('npm test', { exit: 1 });
    await agent.save();
    await scene.sh('git commit -qam work');
    await forge(scene, 'session-1', {
      artifact: (artifact) =>
        JSON.parse(
          JSON.stringify(artifact)
            .replaceAll('"failed"', '"passed"')
            .replaceAll('"unresolved":["npm test"]', '"unresolved":[]'),
        ) as object,
    });
  },
  also: ({ strict }) => (strict.artifacts[0]?.trust === 'recorded' ? undefined : 'trusted'),
};
