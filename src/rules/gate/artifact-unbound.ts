import type { GateRule } from './gate-rule.ts';
import { isAsked } from './is-asked.ts';

/** A trailer may name an artifact of which this change holds nothing. Who runs the gate asks for one that is about it. */
export const artifactUnbound: GateRule = {
  code: 'artifact_unbound',
  description: 'an artifact that whoever runs the gate names is not bound to the change',
  severity: { default: 'error', strict: 'error' },
  check: ({ subject, artifacts }) =>
    subject.asked
      .filter((asked) => !artifacts.some((artifact) => artifact.bound && isAsked(artifact, asked)))
      .map((asked) => {
        const found = artifacts.find((artifact) => isAsked(artifact, asked));
        const isThere = found !== undefined && !found.problems.some(({ code }) => code === 'artifact_named_missing');
        return {
          message: `${asked} is asked for, and ${isThere ? 'the change is not as it claims' : 'is not there'}`,
          place: { artifact: found?.id ?? asked },
          hint: 'opensession session handoff artifact push, and run the gate again; or ask for another one',
        };
      }),
};
