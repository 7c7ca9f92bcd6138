import type { GateReport } from '../../domain/gate-report.ts';
import { printWithin } from '../markdown/print-within.ts';
import { gateOutline } from './outline.ts';

/** For the step summary of a GitHub job, which takes no more than 1 MiB and drops all of a larger one. */
export const gateSummary = (report: GateReport): string =>
  printWithin(gateOutline(report), { most: MOST_BYTES, rest: 'the report as JSON holds all.' });

const MOST_BYTES = 900_000;
