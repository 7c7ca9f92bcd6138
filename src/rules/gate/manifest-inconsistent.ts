import { problemRule } from './problem-rule.ts';
import { saveHint } from './save-hint.ts';

export const manifestInconsistent = problemRule('manifest_inconsistent', {
  description: 'the parts of an artifact disagree: its start and its entries do not make its tree',
  severity: { default: 'error', strict: 'error' },
  hint: (artifact) => `save it again: ${saveHint(artifact)}`,
});
