import type { GateFinding, GateReport } from '../../domain/gate-report.ts';
import { inOneLine } from './one-line.ts';
import { fileOf } from './place.ts';

/** One annotation of a GitHub job: plain text, to be written by what knows the escapes of workflow commands. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly file: string;
  readonly message: string;
}

/** The worst first, at most ten of each level: GitHub drops more than that of a step without a word. */
export const annotationsOf = ({ findings }: GateReport): readonly Annotation[] =>
  (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const all = findings.filter((finding) => finding.severity === severity);
    const shown = all.slice(0, all.length > MOST ? MOST - 1 : MOST).map(annotationOf);
    const left = all.length - shown.length;
    return left === 0 ? shown : [...shown, moreOf(severity, left)];
  });

const MOST = 10;
const LEVELS = { error: 'error', warning: 'warning', note: 'notice' } as const;

const annotationOf = (finding: GateFinding): Annotation => ({
  level: LEVELS[finding.severity],
  title: `Handoff gate: ${finding.code}`,
  file: fileOf(finding),
  message: inOneLine(finding, MOST_CHARACTERS),
});

const MOST_CHARACTERS = 1000;

const moreOf = (severity: GateFinding['severity'], left: number): Annotation => ({
  level: LEVELS[severity],
  title: 'Handoff gate',
  file: fileOf({ code: '', severity, message: '', place: {}, hint: null }),
  message: `${left} more of this kind are in the summary of the job`,
});
