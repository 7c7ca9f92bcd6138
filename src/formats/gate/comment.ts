import type { GateReport } from '../../domain/gate-report.ts';
import type { Node } from '../document.ts';
import { printWithin } from '../markdown/print-within.ts';
import { boundArtifacts, findingItem, gateHead } from './outline.ts';

/** The first line of a comment of ours: by it and by its author it is found again. */
export const COMMENT_MARK = '<!-- opensession:gate -->';

/**
 * The one comment on a pull request. When all is well it says only that, and what is said aloud even then: checks of
 * which there is nothing but a record.
 */
export const gateComment = (report: GateReport): string => {
  const told = report.findings.filter(({ severity, code }) => severity !== 'note' || code === 'evidence_recorded_only');
  const shown = told.slice(0, report.verdict === 'pass' ? MOST_WHEN_GREEN : MOST_WHEN_RED);
  const nodes: readonly Node[] = [
    ...gateHead(report),
    ...boundArtifacts(report),
    ...(shown.length === 0 ? [] : [{ kind: 'list', ordered: false, items: shown.map(findingItem) } as const]),
  ];
  return `${COMMENT_MARK}\n${printWithin(nodes, {
    most: MOST_BYTES,
    hidden: report.findings.length - shown.length,
    rest: 'see the summary of the job.',
  })}`;
};

const MOST_WHEN_GREEN = 5;
const MOST_WHEN_RED = 50;
/** GitHub takes 65,536 characters. */
const MOST_BYTES = 60_000;
