/** All rules of the gate, in the order in which their findings are told. */
import { admittedFailure } from './admitted-failure.ts';
import { artifactNamedMissing } from './artifact-named-missing.ts';
import { artifactReversed } from './artifact-reversed.ts';
import { artifactRewritten } from './artifact-rewritten.ts';
import { artifactSchemaInvalid } from './artifact-schema-invalid.ts';
import { artifactSecretPresent } from './artifact-secret-present.ts';
import { artifactUnbound } from './artifact-unbound.ts';
import { artifactUnread } from './artifact-unread.ts';
import { baseOverwritten } from './base-overwritten.ts';
import { checkFailed } from './check-failed.ts';
import { checkUnknown } from './check-unknown.ts';
import { checkMasked } from './check-masked.ts';
import { checkMissing } from './check-missing.ts';
import { checkOtherTree } from './check-other-tree.ts';
import { checkStale } from './check-stale.ts';
import { checkVoid } from './check-void.ts';
import { claimContradicted } from './claim-contradicted.ts';
import { claimLeftOut } from './claim-left-out.ts';
import { claimWithheld } from './claim-withheld.ts';
import { claimOutsideChange } from './claim-outside-change.ts';
import { definitionChanged } from './definition-changed.ts';
import { digestMismatch } from './digest-mismatch.ts';
import { evidenceRecordedOnly } from './evidence-recorded-only.ts';
import { filesIgnored } from './files-ignored.ts';
import { filesUnclaimed } from './files-unclaimed.ts';
import { flaky } from './flaky.ts';
import { forkUnread } from './fork-unread.ts';
import { handoffMissing } from './handoff-missing.ts';
import { manifestInconsistent } from './manifest-inconsistent.ts';
import { pathDrifted } from './path-drifted.ts';
import { planUnfinished } from './plan-unfinished.ts';
import { policyChanged } from './policy-changed.ts';
import { protectedPathChanged } from './protected-path-changed.ts';
import { rerunMismatch } from './rerun-mismatch.ts';
import { rerunOtherProgram } from './rerun-other-program.ts';
import { rerunUnisolated } from './rerun-unisolated.ts';
import { rerunUnprepared } from './rerun-unprepared.ts';
import { sessionDiffers } from './session-differs.ts';
import { signatureInvalid } from './signature-invalid.ts';
import { signatureMissing } from './signature-missing.ts';
import type { GateRule } from './gate-rule.ts';

export const gateRules: readonly GateRule[] = [
  handoffMissing,
  forkUnread,
  artifactUnread,
  artifactUnbound,
  artifactNamedMissing,
  artifactRewritten,
  artifactSchemaInvalid,
  digestMismatch,
  manifestInconsistent,
  signatureInvalid,
  signatureMissing,
  artifactSecretPresent,
  claimContradicted,
  sessionDiffers,
  rerunMismatch,
  checkFailed,
  admittedFailure,
  filesUnclaimed,
  pathDrifted,
  baseOverwritten,
  protectedPathChanged,
  policyChanged,
  definitionChanged,
  checkMissing,
  checkUnknown,
  checkMasked,
  checkVoid,
  checkStale,
  checkOtherTree,
  flaky,
  rerunUnisolated,
  rerunUnprepared,
  rerunOtherProgram,
  evidenceRecordedOnly,
  claimLeftOut,
  claimOutsideChange,
  claimWithheld,
  artifactReversed,
  filesIgnored,
  planUnfinished,
];
