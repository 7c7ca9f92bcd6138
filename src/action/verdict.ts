import type { GateReport } from '../domain/gate-report.ts';

/** The report's verdict, failed also by milder findings where the job asks for that; never the other way round. */
export const verdictOf = (
  { verdict, counts }: Pick<GateReport, 'verdict' | 'counts'>,
  failOn: 'error' | 'warning' | 'note',
): 'pass' | 'fail' => {
  const warned = failOn !== 'error' && counts.warnings > 0;
  const noted = failOn === 'note' && counts.notes > 0;
  return verdict === 'fail' || warned || noted ? 'fail' : 'pass';
};
