/** All checks of a kept version, in the order in which they are told. */
import { commitForm } from './commit-form.ts';
import { content } from './content.ts';
import { history } from './history.ts';
import { manifest } from './manifest.ts';
import { redactionReceipt } from './redaction-receipt.ts';
import { report } from './report.ts';
import { schema } from './schema.ts';
import { signature } from './signature.ts';
import { sources } from './sources.ts';
import { states } from './states.ts';
import { treeShape } from './tree-shape.ts';
import type { VerifyCheck } from './verify-check.ts';

export const verifyChecks: readonly VerifyCheck[] = [
  treeShape,
  commitForm,
  content,
  schema,
  manifest,
  states,
  report,
  history,
  signature,
  redactionReceipt,
  sources,
];
