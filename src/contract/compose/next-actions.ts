/**
 * What comes next, in the order in which it matters: failures, checks to run again, what is unfinished, what the agent
 * named, and what it asks. Nothing is said twice.
 */
import type { Check, RedactedText, Verification, WorkPackage } from '../../domain/handoff.ts';
import type { SessionFacts } from '../facts.ts';
import { isThanks } from '../narrative/thanks.ts';
import { joinRedacted, redactedText } from '../redacted-text.ts';
import { checkNames } from './check-names.ts';
import type { Cuts } from './cuts.ts';
import { ITEMS, TEXT } from './limits.ts';
import { lastPrompt } from './uncertainty.ts';

export interface Standing {
  readonly facts: SessionFacts<RedactedText>;
  readonly packages: readonly WorkPackage[];
  readonly verification: Verification;
  readonly open_questions: readonly RedactedText[];
  /** Ids of packages that stand under parallel_actions. */
  readonly elsewhere: ReadonlySet<string>;
}

/** A line, and what it is about: two lines about one thing are one. */
interface Action {
  readonly line: RedactedText;
  readonly about: string;
}

export const nextLines = (standing: Standing, cuts: Cuts): readonly RedactedText[] => {
  const actions = [
    ...failures(standing.verification),
    ...again(standing.verification),
    ...unfinished(standing),
    ...named(standing),
    ...standing.open_questions.map((text): Action => ({ line: redactedText`Answer: ${text}`, about: text })),
  ];
  const known = new Set<string>();
  const lines = actions.flatMap(({ line, about }) => {
    const key = subject(about);
    if (known.has(key)) return [];
    known.add(key);
    return [cuts.line('execution_contract.next_actions.text', line, TEXT.claim)];
  });
  return cuts.list('execution_contract.next_actions', lines, ITEMS.next);
};

/** Two texts name one thing when they differ in case, white space and closing marks alone. */
const subject = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.!?]$/u, '');

const failures = ({ checks, checks_run }: Verification): readonly Action[] => {
  const nameOf = checkNames(checks_run);
  return checks
    .filter(({ final }) => final === 'failed')
    .map((check) => ({
      line:
        check.runs.at(-1) === 'failed'
          ? redactedText`Fix and run again: ${nameOf(check)}; its last run failed.`
          : redactedText`Fix and run again: ${nameOf(check)}; it failed, and no later run shows that it passes.`,
      about: check.id,
    }));
};

/** A part of a check is not asked for where the whole was run: the whole is to be run again too, or settles it. */
const again = ({ checks, checks_run: runs, required_checks_missing: missing }: Verification): readonly Action[] => {
  if (checks.length === 0) {
    const line =
      runs.length === 0
        ? redactedText`Run a check: files changed, and none was run.`
        : redactedText`Run a check: files changed, and none was run on them.`;
    return missing.length === 0 ? [] : [{ line, about: line }];
  }
  const ids = new Set<string>(checks.map(({ id }) => id));
  const whole = checks.filter(({ id }) => !ids.has(wholeOf(id)));
  const stale = whole.filter((check) => check.final === 'passed' && check.stale);
  const unknown = whole.filter(({ final }) => final === 'unknown');
  const nameOf = checkNames(runs);
  return [
    ...stale.map((check) => staleAction(check, nameOf(check), runs)),
    ...unknown.map((check) => unknownAction(check, nameOf(check))),
  ];
};

/** An id is `tool subcommand @cwd [scope]`; of one without a scope there is nothing wider. */
const wholeOf = (id: string): string => id.slice(0, Math.max(0, id.indexOf(' [')));

const unknownAction = ({ id, masked }: Check, name: RedactedText): Action => ({
  line: masked
    ? redactedText`Run again, unmasked: ${name}; the exit status of its line does not speak for it.`
    : redactedText`Run again: ${name}; its outcome is not known.`,
  about: id,
});

const staleAction = ({ id, last_event_id }: Check, name: RedactedText, runs: Verification['checks_run']): Action => {
  const freshness = runs.find((run) => run.event_id === last_event_id && run.freshness.state === 'stale')?.freshness;
  const line =
    freshness?.state === 'stale'
      ? redactedText`Run again: ${name}; ${freshness.changed} changed after it.`
      : redactedText`Run again: ${name}; files changed after it.`;
  return { line, about: id };
};

/** Items of the plan and sub-agents that are not done; of prompts only the last one, since each prompt settles those before it. */
const unfinished = ({ facts, packages, elsewhere }: Standing): readonly Action[] => {
  const last = lastPrompt(facts);
  // who thanks waits for nothing
  const asked = last === null || isThanks(last.text) ? undefined : last.seen.event_id;
  const lastId = facts.packages.find(
    ({ origin, first }) => origin === 'prompt' && asked !== undefined && first?.event_id === asked,
  )?.id;
  const open = packages.filter((one) => !elsewhere.has(one.id) && (one.origin !== 'prompt' || one.id === lastId));
  return open.flatMap((one) => {
    // a prompt waits for what the agent asked about it, and that has a line of its own
    const verb = one.origin === 'prompt' && one.status === 'blocked' ? null : VERBS[one.status];
    return verb === null ? [] : [{ line: lineFor(one, verb, packages), about: one.title }];
  });
};

const VERBS: { readonly [status in WorkPackage['status']]: RedactedText | null } = {
  pending: redactedText`Start`,
  in_progress: redactedText`Finish`,
  blocked: redactedText`Unblock`,
  unknown: redactedText`See what came of`,
  completed: null,
  cancelled: null,
};

const lineFor = (one: WorkPackage, verb: RedactedText, packages: readonly WorkPackage[]): RedactedText => {
  const waits = packages.filter(({ id, status }) => one.depends_on.includes(id) && status !== 'completed');
  const line = redactedText`[${one.sequence}] ${verb}: ${one.title}`;
  if (waits.length === 0) return line;
  const before = joinRedacted(
    waits.map(({ sequence }) => redactedText`[${sequence}]`),
    ', ',
  );
  return redactedText`${line} (after ${before})`;
};

const named = ({ facts, packages }: Standing): readonly Action[] => {
  const titles = new Set(packages.map(({ title }) => subject(title)));
  return facts.next
    .filter(({ text }) => !titles.has(subject(text)))
    .map(({ text }) => ({ line: redactedText`Named as next: ${text}`, about: text }));
};
