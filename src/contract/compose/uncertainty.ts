/** What is assumed, open and to be decided. */
import type { RedactedText, Uncertainty, Verification } from '../../domain/handoff.ts';
import type { FileFact, Prompt, SessionFacts } from '../facts.ts';
import { asDecision, asUnsure, cutRedacted, onOneLine, redactedText } from '../redacted-text.ts';
import type { Cuts } from './cuts.ts';
import { ITEMS, TEXT } from './limits.ts';
import { named } from './named.ts';

type Facts = SessionFacts<RedactedText>;

export const composeUncertainty = (
  facts: Facts,
  { checks_run, required_checks_missing }: Verification,
  cuts: Cuts,
): Uncertainty => {
  const questions = cuts
    .list('uncertainty.open_questions', facts.open_questions, ITEMS.questions)
    .map(({ text }) => cuts.line('uncertainty.open_questions.text', text, TEXT.question));
  const decisions = [
    ...abortedLast(facts).map(({ text }) => redactedText`Turn aborted: ${onOneLine(text)}`),
    ...required_checks_missing,
    ...questions.map(asDecision),
  ];
  return {
    assumptions: assumptions(facts, checks_run),
    open_questions: questions,
    decision_required: cuts
      .list('uncertainty.decision_required', [...new Set(decisions)], ITEMS.decisions)
      .map((decision) => cuts.line('uncertainty.decision_required.text', decision, TEXT.claim)),
    offers: cuts
      .list('uncertainty.offers', facts.offers, ITEMS.offers)
      .map(({ text }) => cuts.line('uncertainty.offers.text', text, TEXT.question)),
  };
};

/** The prompt that nothing but the agent's own work came after; null when nobody asked anything. */
export const lastPrompt = ({ objective, objective_history: { items } }: Facts): Prompt<RedactedText> | null => {
  const last = items.at(-1);
  // what was broken off before the objective stands among the others
  return last === undefined || (objective !== null && objective.seen.index > last.seen.index) ? objective : last;
};

/** Turns that were broken off and not gone on with: an aborted turn that a prompt followed was decided by it. */
const abortedLast = (facts: Facts): readonly Prompt<RedactedText>[] => {
  const last = lastPrompt(facts)?.seen.index ?? -1;
  return facts.aborted.filter(({ seen }) => seen.index > last);
};

const assumptions = (facts: Facts, runs: Verification['checks_run']): readonly RedactedText[] => {
  const inferred = runs.filter(({ exit_source, status }) => exit_source === 'absence' && status === 'passed');
  const unsettled = facts.files.filter((file) => file.unsettled);
  const gone = unsettled.filter(({ action }) => action === 'deleted').length;
  const written = unsettled.length - gone;
  const undone = facts.files.filter((file) => file.undone === true);
  const writers = [...new Set(facts.changes.flatMap(({ by }) => by ?? []))].map((by) => redactedText`\`${by}\``);
  const unconfirmed = facts.changes.filter((change) => change.unconfirmed === true).map(nameOf);
  return [
    ...(facts.objective === null
      ? [redactedText`The session holds no prompt of a person, so its objective is not known.`]
      : []),
    ...(inferred.length === 0
      ? []
      : [
          redactedText`${inferred.length} check run(s) count as passed because the agent marks failures and did not mark them.`,
        ]),
    ...(written === 0
      ? []
      : [
          redactedText`${written} written file(s) may have been there before: neither the log nor the repository tells.`,
        ]),
    ...(gone === 0
      ? []
      : [redactedText`${gone} deleted file(s) may never have been there: neither the log nor the repository tells.`]),
    ...(undone.length === 0
      ? []
      : [
          redactedText`What was done to ${undone.length} listed file(s) may have failed or been taken back: ${named(undone.map(nameOf))}.`,
        ]),
    ...(writers.length === 0
      ? []
      : [redactedText`Files that are not listed may have changed too, by ${named(writers)}.`]),
    ...(unconfirmed.length === 0 ? [] : [asUnsure(unconfirmed.length, named(unconfirmed))]),
    ...(facts.unended_messages === 0
      ? []
      : [
          redactedText`The count of output tokens is a lower bound: of ${facts.unended_messages} message(s) the log does not hold the end.`,
        ]),
    ...(facts.coverage.ratio < 1
      ? [redactedText`Not every record of the log was understood: ${facts.coverage.ratio} of them.`]
      : []),
    ...(facts.unread_lines === undefined
      ? []
      : [
          redactedText`${facts.unread_lines} command line(s) could not be read: checks that they ran and files that they changed are not told here.`,
        ]),
  ];
};

const nameOf = ({ path }: Pick<FileFact<RedactedText>, 'path'>): RedactedText =>
  redactedText`\`${cutRedacted(onOneLine(path), TEXT.named).text}\``;
