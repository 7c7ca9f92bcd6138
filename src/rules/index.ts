/** All rules, in the order in which their findings are told: those of the older tool first. */
import { coverageLow } from './coverage-low.ts';
import { evidenceMissing } from './evidence-missing.ts';
import { nextActionsMissing } from './next-actions-missing.ts';
import { objectiveEvidenceMissing } from './objective-evidence-missing.ts';
import { objectiveMissing } from './objective-missing.ts';
import { orderedStepsInconsistent } from './ordered-steps-inconsistent.ts';
import { orderedStepsMissing } from './ordered-steps-missing.ts';
import { planUnfinished } from './plan-unfinished.ts';
import type { Rule } from './rule.ts';
import { schemaInvalid } from './schema-invalid.ts';
import { secretPresent } from './secret-present.ts';
import { verificationMasked } from './verification-masked.ts';
import { verificationMissing } from './verification-missing.ts';
import { verificationStale } from './verification-stale.ts';
import { verificationUnresolved } from './verification-unresolved.ts';
import { workPackageCycle } from './work-package-cycle.ts';

export const rules: readonly Rule[] = [
  objectiveMissing,
  nextActionsMissing,
  verificationMissing,
  evidenceMissing,
  objectiveEvidenceMissing,
  workPackageCycle,
  orderedStepsMissing,
  orderedStepsInconsistent,
  verificationUnresolved,
  verificationMasked,
  verificationStale,
  schemaInvalid,
  secretPresent,
  coverageLow,
  planUnfinished,
];
