import { checkRule } from './check-rule.ts';
import { signingHint } from './signing-hint.ts';

export const definitionChanged = checkRule({
  code: 'definition_changed',
  description: 'the change holds a path that says what a required check does',
  severity: { default: 'warning', strict: 'error' },
  doubts: ['definition-changed'],
  message: ({ command }) => `the change itself says what ${command} does`,
  hint: () =>
    `bring the definition in a change of its own, or let a person who may answer for it sign the handoff: ${signingHint()}`,
});
