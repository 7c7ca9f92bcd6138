import { type GateCase, PASSES } from '../gate-case.ts';
import { formattingLinked } from '../formatter.ts';

export const gateCase: GateCase = {
  title: 'a pre-commit hook formats, and our post-commit hook links what was saved to what was committed',
  ...PASSES,
  script: formattingLinked,
};
