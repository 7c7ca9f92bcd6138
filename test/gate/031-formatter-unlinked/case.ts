import { type GateCase, weighs } from '../gate-case.ts';
import { formattingAlone } from '../formatter.ts';

export const gateCase: GateCase = {
  title: 'a pre-commit hook formats, and no hook of ours is there',
  ...weighs('path_drifted', 'src/sum.js'),
  script: formattingAlone,
};
