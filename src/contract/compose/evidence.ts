/** Where each statement comes from: an index of claims to events of the log. */
import type { Evidence, RedactedText } from '../../domain/handoff.ts';
import type { PackageFact, Seen, SessionFacts } from '../facts.ts';
import { objectIdText, onOneLine, redactedText, wordText } from '../redacted-text.ts';
import { utcOf } from '../time-span.ts';
import { checkNames } from './check-names.ts';
import type { Cuts } from './cuts.ts';
import { ITEMS, TEXT } from './limits.ts';
import type { Judged } from './verification.ts';

type Facts = SessionFacts<RedactedText>;

/** Evidence, and the path or command that it is about. */
export interface Tied {
  readonly evidence: Evidence;
  readonly about: RedactedText | null;
}

interface Claim {
  readonly claim: RedactedText;
  readonly seen: Seen;
  readonly basis: Evidence['basis'];
  readonly about?: RedactedText;
}

/** What stands in the handoff already. */
interface Shown {
  readonly objective: RedactedText | null;
  readonly shown: readonly PackageFact<RedactedText>[];
  readonly judged: Judged;
}

/** Numbered in order; of many the first 200, and what is asked and aborted stands before what was changed. */
export const composeEvidence = (facts: Facts, more: Shown, cuts: Cuts): readonly Tied[] => {
  const claims = [
    ...objectiveClaim(facts, more),
    ...decisionClaims(facts),
    ...doneClaims(more.shown),
    ...checkClaims(facts, more.judged),
    ...commitClaims(facts),
    ...fileClaims(facts),
  ];
  return cuts.list('evidence', claims, ITEMS.evidence).map(({ claim, seen, basis, about }, index) => ({
    evidence: {
      id: `evidence-${index + 1}`,
      claim: cuts.line('evidence.claim', claim, TEXT.claim),
      event_id: seen.event_id,
      timestamp: utcOf(seen.at) ?? '',
      source_type: seen.source_type,
      basis,
      origin: seen.origin === null ? null : { source: seen.origin.source, offset: seen.origin.offset },
    },
    about: about ?? null,
  }));
};

/** Ids of the evidence for one package: of its beginning and end, its files and its commands. */
export const evidenceOf = (fact: PackageFact<RedactedText>, tied: readonly Tied[]): readonly string[] => {
  const events = new Set([fact.first?.event_id, fact.completed?.event_id]);
  const subjects = new Set<string>([...fact.files, ...fact.commands.map(onOneLine)]);
  return tied
    .filter(({ evidence, about }) => (about === null ? events.has(evidence.event_id) : subjects.has(about)))
    .map(({ evidence }) => evidence.id);
};

const objectiveClaim = ({ objective: prompt }: Facts, { objective }: Shown): readonly Claim[] =>
  prompt === null || objective === null
    ? []
    : [{ claim: redactedText`objective: ${objective}`, seen: prompt.seen, basis: 'stated' }];

const decisionClaims = ({ aborted, open_questions }: Facts): readonly Claim[] => [
  ...aborted.map(({ text, seen }): Claim => ({ claim: redactedText`turn aborted: ${text}`, seen, basis: 'observed' })),
  ...open_questions.map(({ text, seen }): Claim => ({
    claim: redactedText`open question: ${text}`,
    seen,
    basis: 'stated',
  })),
];

/** The agent says that it is done; that is not to say that it is. */
const doneClaims = (shown: readonly PackageFact<RedactedText>[]): readonly Claim[] =>
  shown.flatMap(({ status, completed, title }) =>
    status === 'completed' && completed !== null
      ? [{ claim: redactedText`task_done: ${title}`, seen: completed, basis: 'stated' as const }]
      : [],
  );

const checkClaims = (facts: Facts, { checks, runs }: Judged): readonly Claim[] => {
  const seen = new Map(facts.runs.map((run) => [run.seen.event_id, run.seen]));
  const nameOf = checkNames(runs);
  return checks.flatMap((check) => {
    const last = seen.get(check.last_event_id);
    const about = onOneLine(check.command);
    const claim = redactedText`check ${wordText(check.final)}: ${nameOf(check)}`;
    return last === undefined ? [] : [{ claim, seen: last, basis: 'observed' as const, about }];
  });
};

const commitClaims = ({ commits }: Facts): readonly Claim[] =>
  commits.map(({ id, seen }) => {
    const known = id === null ? null : objectIdText(id);
    const claim = known === null ? redactedText`commit made` : redactedText`commit made: ${known}`;
    return { claim, seen, basis: 'observed' };
  });

const fileClaims = ({ files }: Facts): readonly Claim[] =>
  files.map(({ action, path, last }) => ({
    claim: redactedText`file ${wordText(action)}: ${path}`,
    seen: last,
    basis: 'observed',
    about: path,
  }));
