import type { GateRule } from './gate-rule.ts';
import { outsideRule } from './outside-rule.ts';
import { pinnedHint } from './pinned-hint.ts';
import { byHandHint, saveHint } from './save-hint.ts';

const outside = outsideRule({
  code: 'claim_contradicted',
  description: 'the change does the opposite of what is claimed, or a commit that is named lacks the path',
  severity: { default: 'error', strict: 'error' },
  applies: ({ contradicted }) => contradicted,
  hint: (_, artifact, judgement) =>
    `from what made the change: ${saveHint(artifact)}${pinnedHint([artifact.id], judgement)}`,
});

export const claimContradicted: GateRule = {
  ...outside,
  check: (judgement, policy) => [
    ...outside.check(judgement, policy),
    ...judgement.paths
      .filter(({ outcome, ignored }) => outcome === 'contradicted' && ignored === null)
      .map(({ path, artifacts }) => ({
        message: `the change does the opposite of what ${artifacts.join(', ')} claims of ${path}`,
        place: { path },
        hint: `save the handoff again after the last change, or claim your own part: ${byHandHint(path)}${pinnedHint(artifacts, judgement)}`,
      })),
  ],
};
