/** A report of the gate → document. The words are ours; messages, paths, commands and objectives are foreign. */
import type { GateFinding, GateReport } from '../../domain/gate-report.ts';
import type { JudgedArtifact, JudgedCheck, JudgedPath } from '../../domain/judgement.ts';
import { cut } from '../../domain/text-limit.ts';
import { counted } from '../counted.ts';
import { DERIVED, isDerived } from './is-derived.ts';
import { type Item, type Node, type Span, code, heading, paragraph, say, strong, text, word } from '../document.ts';

export const gateHead = ({ verdict, subject, counts }: GateReport): readonly Node[] => [
  heading(2, verdict === 'pass' ? 'Handoff gate: passed' : 'Handoff gate: failed'),
  paragraph([
    ...say`${code(subject.head.slice(0, 12))} against ${short(subject.base_ref)} (${code(subject.base_tip.slice(0, 12))})`,
    ...(subject.strict ? say`, strict` : []),
    ...say`: ${counts.proved} proved, ${counts.contradicted} contradicted, ${counts.unknown} cannot be told; `,
    word(
      [counted(counts.errors, 'error'), counted(counts.warnings, 'warning'), counted(counts.notes, 'note')].join(', '),
    ),
  ]),
  ...(verdict === 'pass' ? [] : [paragraph(say`What is saved counts in CI once it is pushed: ${code(PUSH)}.`)]),
];

/** Most hints say how to save: whoever does that alone, and runs the job again, finds it red as before. */
const PUSH = 'opensession session handoff artifact push';

/** Handoffs that count for the change. */
export const boundArtifacts = ({ artifacts, handoff, sessions }: GateReport): readonly Node[] => {
  const counting = artifacts.filter(({ related, named }) => related || named !== null);
  if (counting.length === 0) return [paragraph(say`No handoff is bound to it: ${clipped(handoff.reason)}.`)];
  return [{ kind: 'list', ordered: false, items: counting.map((one) => artifactItem(one, isDerived(one, sessions))) }];
};

const artifactItem = ({ id, level, trust, agents, by_hand, objective }: JudgedArtifact, derived: boolean): Item => ({
  spans: [
    ...say`${short(id)}: ${word(level)}, ${word(trust)}`,
    ...(derived ? say`, ${word(DERIVED)}` : []),
    ...agents.slice(0, 5).flatMap((agent) => say`, ${clipped(agent)}`),
    ...(by_hand === null ? [] : say`, by hand: ${clipped(by_hand)}`),
    ...(objective === null ? [] : say` — ${clipped(objective)}`),
  ],
});

export const findingItem = ({ severity, code: rule, message, place, hint, output }: GateFinding): Item => ({
  spans: [
    strong(severity),
    ...say` ${code(rule)}: ${clipped(message)}`,
    ...(place.path === undefined || message.includes(place.path) ? [] : say` (${short(place.path)})`),
    ...(place.commit === undefined ? [] : say` (commit ${code(place.commit.slice(0, 12) || '?')})`),
  ],
  items: hint === null ? [] : [{ spans: say`what to do: ${code(cut(hint, MOST_OF_HINT).text)}` }],
  ...(output === undefined ? {} : { quote: quoted(output) }),
});

/** At the beginning of a line it could be a command to the CI that shows it: a fence stops none of those. */
const quoted = (output: string): string => output.replace(/^|[\r\n\u2028\u2029]+/g, (end) => `${end}| `);

const section = (title: string, items: readonly Item[]): readonly Node[] =>
  items.length === 0 ? [] : [heading(3, title), { kind: 'list', ordered: false, items }];

/** All of it, findings first. */
export const gateOutline = (report: GateReport): readonly Node[] => [
  ...gateHead(report),
  ...boundArtifacts(report),
  ...section('Findings', report.findings.map(findingItem)),
  ...section('Paths', report.paths.map(pathItem)),
  ...section('Checks', report.checks.map(checkItem)),
  paragraph(say`Paths are proved by git alone. A check that is only recorded is proved by nothing.`),
];

const pathItem = ({ path, outcome, binding, artifacts, ignored }: JudgedPath): Item => ({
  spans: [
    ...say`${short(path)}: ${word(outcome)}, ${word(binding)}`,
    ...(ignored === null ? [] : say`, ignored (${word(ignored)})`),
    ...artifacts.slice(0, 3).flatMap((id) => say`, ${short(id)}`),
  ],
});

const checkItem = ({ command, status, outcome, basis, doubts, required }: JudgedCheck): Item => ({
  spans: [
    ...say`${short(command)}: ${word(status)}, ${word(outcome)}`,
    ...(basis === null ? [] : say`, ${word(basis)}`),
    ...doubts.flatMap((doubt) => say`, ${word(doubt)}`),
    ...(required === null ? [] : say` (required: ${clipped(required)})`),
  ],
});

/** Characters of one foreign text: a message may be as long as an artifact lets it be. */
const MOST = 400;
/** A command that is cut short is another one. */
const MOST_OF_HINT = 1000;

const clipped = (value: string): Span => text(cut(value, MOST).text);
const short = (value: string): Span => code(cut(value, MOST).text);
