import type { GateReport } from '../../domain/gate-report.ts';
import type { OwnHome } from '../../redact/own-home.ts';
import { redactFacts } from '../../redact/redact-facts.ts';

/**
 * A report goes where more people look than at an artifact: logs, comments, pages. What it says of an artifact that holds
 * a secret, of its checks and of what CI jobs saw, is said without the secret.
 */
export const withoutSecrets = async (report: GateReport, known: OwnHome): Promise<GateReport> => {
  const { artifacts, checks, findings, witnesses } = report;
  const isLeaking = ({ problems }: GateReport['artifacts'][number]): boolean =>
    problems.some(({ code }) => code === 'secret_present');
  if (!artifacts.some(isLeaking)) return report;
  const { value } = await redactFacts(
    { told: artifacts.filter(isLeaking).map(toldOf), checks, findings, witnesses },
    known,
  );
  const told = value.told.values();
  return {
    ...report,
    artifacts: artifacts.map((one) => (isLeaking(one) ? { ...one, ...told.next().value } : one)),
    checks: value.checks,
    findings: value.findings,
    witnesses: value.witnesses,
  };
};

/** What it says itself; ids and levels are the gate's. */
const toldOf = ({ session_ids, agents, objective, by_hand, outside, admissions }: GateReport['artifacts'][number]) => ({
  session_ids,
  agents,
  objective,
  by_hand,
  outside,
  admissions,
});
