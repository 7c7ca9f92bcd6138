import type { Handoff, ValidationReport } from '../domain/handoff.ts';
import { scanFinal } from '../redact/scan-final.ts';
import { validateHandoff } from '../rules/validate-handoff.ts';

/** What all rules say of a handoff, and of the text that it is written as. */
export const reportOn = async (handoff: Handoff): Promise<ValidationReport> =>
  validateHandoff(handoff, { secrets: await scanFinal(JSON.stringify(handoff)) });
