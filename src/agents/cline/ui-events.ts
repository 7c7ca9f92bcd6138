import type { Tally } from '../../domain/coverage.ts';
import { asText, field, isObject } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { LogList } from '../log-reader.ts';
import type { ApiResults } from './api-results.ts';
import { ignored, tell } from '../reading/record-fate.ts';
import { mapUi } from './map-ui.ts';
import type { UiState } from './ui-state.ts';
import { openMessage, type Talk } from './talk.ts';
import { settleCommand } from './ui-command.ts';

interface Here {
  readonly talk: Talk;
  readonly tally: Tally;
  readonly results: ApiResults;
}

/**
 * The events of ui_messages.json, in order. A message is written again in its place while it grows; one that is still
 * `partial` and has another of its kind behind it was replaced by that one.
 */
export function* uiEvents(messages: LogList, { talk, tally, results }: Here): Generator<Event, void> {
  const state: UiState = { talk, results, running: undefined, called: undefined, started: new Map(), turns: 0 };
  let place = 0;
  for (const message of messages) {
    const index = place++;
    if (!isObject(message)) {
      tally.broken(messages.offsetOf(index));
      continue;
    }
    const scope = openMessage(talk, { id: `ui-${index + 1}`, ts: field(message, 'ts') });
    const kind = kindOf(message);
    const replaced = field(message, 'partial') === true && kindOf(messages.at(index + 1)) === kind;
    const mapped = replaced
      ? ignored(kind, 'replaced by the next message')
      : mapUi(message, { kind, index, scope, state });
    if (kind !== 'ask/command_output' && kind !== 'say/command_output') yield* settleCommand(state, index);
    tell(mapped.fate, tally);
    yield* mapped.events;
  }
  yield* settleCommand(state, messages.length);
}

/** `say/text`, `ask/tool` … */
const kindOf = (message: unknown): string => {
  const type = asText(field(message, 'type')) ?? '';
  return `${type}/${asText(field(message, type)) ?? ''}`;
};
