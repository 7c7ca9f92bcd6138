import type { GateFinding, GateReport } from '../../domain/gate-report.ts';
import { lineForTerminal } from '../terminal.ts';
import type { GateFormat } from './gate-format.ts';
import { DERIVED, isDerived } from './is-derived.ts';

export const text: GateFormat = {
  id: 'text',
  description: 'plain text for a terminal',
  render: ({ report }) =>
    told(report)
      .map(([indent, line]) => `${indent}${lineForTerminal(line)}\n`)
      .join(''),
};

type Line = readonly [indent: string, text: string];

const told = ({ verdict, subject, counts, artifacts, findings, handoff, sessions }: GateReport): readonly Line[] => [
  [
    '',
    `${verdict}: ${subject.head.slice(0, 12)} against ${subject.base_ref} (${subject.base_tip.slice(0, 12)})${subject.strict ? ', strict' : ''}`,
  ],
  ['', `${counts.proved} proved, ${counts.contradicted} contradicted, ${counts.unknown} cannot be told`],
  ...artifacts
    .filter(({ related, named }) => related || named !== null)
    .map((artifact): Line => {
      const { id, level, trust, objective, by_hand } = artifact;
      const derived = isDerived(artifact, sessions) ? `, ${DERIVED}` : '';
      const about = by_hand === null ? objective : `by hand: ${by_hand}`;
      return ['  ', `${id}: ${level}, ${trust}${derived}${about === null ? '' : `: ${about}`}`];
    }),
  ...(artifacts.some(({ related }) => related) ? [] : [['  ', `no handoff is bound (${handoff.reason})`] as const]),
  ...findings.flatMap(findingLines),
];

const findingLines = ({ severity, code, message, hint, output }: GateFinding): readonly Line[] => [
  ['', `${severity}: ${message} [${code}]`],
  ...(hint === null ? [] : [['  ', hint] as const]),
  // at the beginning of a line it could be a command to the CI that shows it
  ...(output?.split('\n') ?? []).map((line): Line => ['  | ', line]),
];
