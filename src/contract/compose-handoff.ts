/** Redacted facts → handoff: cuts, words and orders them. Pure: the same facts give the same value. */
import { HANDOFF_SCHEMA, type Handoff, type RedactedText, type Redaction, type Repository } from '../domain/handoff.ts';
import { createCuts, type Cuts } from './compose/cuts.ts';
import { composeEvidence, evidenceOf } from './compose/evidence.ts';
import { composeExecutionContract } from './compose/execution-contract.ts';
import { composeFiles, type FileSettings } from './compose/files.ts';
import { ITEMS, TEXT } from './compose/limits.ts';
import { composePackages, shownPackages, statesDependencies } from './compose/packages.ts';
import { reopenFailed } from './compose/reopen-failed.ts';
import { composeUncertainty } from './compose/uncertainty.ts';
import { undefinedFields } from './compose/undefined-fields.ts';
import { composeVerification, type Judged } from './compose/verification.ts';
import type { SessionFacts } from './facts.ts';
import { secondsBetween, utcOf } from './time-span.ts';

type Facts = SessionFacts<RedactedText>;

export interface Composing extends FileSettings {
  readonly producerVersion: string;
  /** Of the same facts; of their runs only those have to be there that a check was last judged by. */
  readonly judged: Judged;
  readonly repository: Repository | null;
  /** Why there is none; null when there is one. */
  readonly repositoryReason: string | null;
  readonly redaction: Redaction;
}

export const composeHandoff = (facts: Facts, more: Composing): Handoff => {
  const cuts = createCuts();
  const opening = composeOpening(facts, cuts);
  const files = composeFiles(facts.files, more);
  const verification = composeVerification(more.judged, files);
  const uncertainty = composeUncertainty(facts, verification, cuts);
  const planned = statesDependencies(facts.packages);
  const shown = reopenFailed(shownPackages(facts, cuts), facts, more.judged);
  const tied = composeEvidence(facts, { objective: opening.objective, shown, judged: more.judged }, cuts);
  const packages = composePackages(shown, planned, cuts).map((one, index) => {
    const fact = shown[index];
    return { ...one, evidence_refs: fact === undefined ? [] : evidenceOf(fact, tied) };
  });
  const { open_questions } = uncertainty;
  const undone = new Set<string>(facts.files.flatMap((file) => (file.undone === true ? [file.path] : [])));
  const standing = files.filter(({ path }) => !undone.has(path));
  const composed = { facts, packages, files: standing, verification, open_questions, planned };
  const contract = composeExecutionContract(composed, cuts);
  const evidence = tied.map((one) => one.evidence);
  const repository = { repository: more.repository, repository_undefined_reason: more.repositoryReason };
  return {
    schema: HANDOFF_SCHEMA,
    producer: { name: 'opensession', version: more.producerVersion },
    ...opening,
    files_modified: files,
    ...composeNarrative(facts, cuts),
    execution_contract: contract,
    uncertainty,
    verification,
    evidence,
    work_packages: packages,
    undefined_fields: undefinedFields({ ...opening, ...repository, execution_contract: contract, evidence }),
    ...repository,
    coverage: facts.coverage,
    redaction: more.redaction,
    truncated: cuts.counts(),
  };
};

type Opening = Pick<
  Handoff,
  | 'session_id'
  | 'tool'
  | 'tool_version'
  | 'model'
  | 'started_at'
  | 'ended_at'
  | 'duration_seconds'
  | 'objective'
  | 'objective_undefined_reason'
  | 'objective_history'
  | 'stats'
  | 'tokens'
>;

const NO_OBJECTIVE = 'the log holds no prompt of a person, no task and no title';

const composeOpening = (facts: Facts, cuts: Cuts): Opening => {
  const objective = facts.objective?.text ?? facts.title;
  return {
    session_id: facts.session_id,
    tool: facts.tool,
    tool_version: facts.tool_version,
    model: facts.model,
    started_at: facts.started_at,
    ended_at: facts.ended_at,
    duration_seconds: secondsBetween(facts),
    objective: objective === null ? null : cuts.prompt('objective', objective, TEXT.objective),
    objective_undefined_reason: objective === null ? NO_OBJECTIVE : null,
    objective_history: cuts.condensed('objective_history', facts.objective_history).map(({ text, seen }) => ({
      text: cuts.prompt('objective_history.text', text, TEXT.message),
      event_id: seen.event_id,
      at: utcOf(seen.at) ?? '',
    })),
    stats: facts.stats,
    tokens: facts.tokens,
  };
};

const composeNarrative = (
  facts: Facts,
  cuts: Cuts,
): Pick<Handoff, 'files_read' | 'key_conversations' | 'user_messages'> => {
  const changed = new Set<string>(facts.files.map(({ path }) => path));
  return {
    files_read: cuts.list(
      'files_read',
      facts.reads.filter((path) => !changed.has(path)),
      ITEMS.filesRead,
    ),
    key_conversations: cuts.condensed('key_conversations', facts.conversations).map(({ user, agent }) => ({
      user: cuts.text('key_conversations.text', user, TEXT.conversation),
      agent: cuts.text('key_conversations.text', agent, TEXT.conversation),
    })),
    user_messages: cuts
      .condensed('user_messages', facts.user_messages)
      .map((text) => cuts.prompt('user_messages.text', text, TEXT.message)),
  };
};
