/** All folds over one session at once: one pass over its settled events, in bounded memory. */
import type { Coverage } from '../domain/coverage.ts';
import type { SessionHeader } from '../domain/session.ts';
import { runsFold } from './checks/runs-fold.ts';
import { commandsFold } from './commands.ts';
import { commitsFold } from './commits.ts';
import type { SessionFacts, SessionPlace } from './facts.ts';
import { filesFold } from './files/files-fold.ts';
import type { Fold } from './fold.ts';
import { keepText } from './keep-text.ts';
import { abortedFold } from './narrative/aborted.ts';
import { closingFold } from './narrative/closing.ts';
import { conversationFold } from './narrative/conversation.ts';
import { promptsFold } from './narrative/prompts.ts';
import { packagesFold } from './packages/packages.ts';
import type { SettledEvent } from './settle.ts';
import { statsFold } from './stats.ts';
import { type TimeSpan, timeSpanFold, utcOf } from './time-span.ts';
import { tokensFold, unendedFold } from './tokens.ts';
import { unreadLinesFold } from './unread-lines.ts';

export interface SessionFold {
  /** Takes the session's events in their order, as `settle` gives them. */
  push(event: SettledEvent): void;
  /** Once, after the last event. */
  finish(head: SessionHeader, coverage: Coverage): SessionFacts;
}

export const foldSession = (place: SessionPlace): SessionFold => {
  const folds = foldsFor(place);
  const all = Object.values(folds);
  let index = 0;
  return {
    push: (event) => {
      for (const fold of all) fold.step(event, index);
      index++;
    },
    finish: (head, coverage) => factsOf(folds, head, coverage),
  };
};

interface Running<Result> {
  step(event: SettledEvent, index: number): void;
  finish(): Result;
}

const running = <State, Result>(fold: Fold<State, Result>): Running<Result> => {
  const state = fold.start();
  return { step: (event, index) => fold.step(state, event, index), finish: () => fold.finish(state) };
};

const foldsFor = (place: SessionPlace) => ({
  aborted: running(abortedFold),
  closing: running(closingFold),
  commands: running(commandsFold),
  commits: running(commitsFold),
  conversations: running(conversationFold),
  files: running(filesFold(place)),
  packages: running(packagesFold),
  prompts: running(promptsFold),
  runs: running(runsFold(place)),
  stats: running(statsFold),
  times: running(timeSpanFold),
  tokens: running(tokensFold),
  unended: running(unendedFold),
  unread: running(unreadLinesFold),
});

const factsOf = (folds: ReturnType<typeof foldsFor>, head: SessionHeader, coverage: Coverage): SessionFacts => {
  const files = folds.files.finish();
  const { left_out, ...packages } = folds.packages.finish()(files.changes.filter(({ by }) => by === undefined));
  const unread = folds.unread.finish();
  const title = keepText(head.context.title ?? '');
  return {
    session_id: head.session_id,
    tool: head.agent.tool,
    tool_version: head.agent.tool_version ?? null,
    model: head.agent.model,
    title: title === '' ? null : title,
    ...timesOf(folds.times.finish(), head),
    ...folds.prompts.finish(),
    conversations: folds.conversations.finish(),
    ...folds.closing.finish(),
    aborted: folds.aborted.finish(),
    stats: folds.stats.finish(),
    tokens: folds.tokens.finish(),
    unended_messages: folds.unended.finish(),
    ...files,
    runs: folds.runs.finish(),
    ...packages,
    ...(left_out === 0 ? {} : { packages_left_out: left_out }),
    commands: folds.commands.finish(),
    ...(unread === 0 ? {} : { unread_lines: unread }),
    ...folds.commits.finish(),
    coverage,
  };
};

/** Of a session whose events have no times, those of its header. */
const timesOf = (span: TimeSpan, { context }: SessionHeader): TimeSpan =>
  span.started_at === null
    ? { started_at: utcOf(context.created_at), ended_at: utcOf(context.updated_at) ?? utcOf(context.created_at) }
    : span;
