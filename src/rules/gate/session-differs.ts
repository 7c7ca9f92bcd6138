import type { GateRule } from './gate-rule.ts';
import { saveHint } from './save-hint.ts';

export const sessionDiffers: GateRule = {
  code: 'session_differs',
  description: 'a handoff holds what the session that was published does not',
  severity: { default: 'warning', strict: 'error' },
  check: ({ sessions }) =>
    sessions
      .filter(({ outcome }) => outcome === 'contradicted')
      .map(({ session_id, artifact, fields }) => ({
        message: `${artifact} is not what its published session ${session_id} makes: ${fields.join(', ')}`,
        place: { artifact },
        hint: `from the session itself: ${saveHint({ id: artifact, by_hand: null })}`,
      })),
};
