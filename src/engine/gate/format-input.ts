import type { GateReport } from '../../domain/gate-report.ts';
import type { GateFormatInput } from '../../formats/gate/gate-format.ts';
import { gateRules } from '../../rules/gate/index.ts';

/** What the formats of a report need: formats know no rules. */
export const gateFormatInput = (report: GateReport): GateFormatInput => ({ report, rules: gateRules });
