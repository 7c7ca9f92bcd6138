import { asText } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { costingItself, ifReadable } from '../reading/if-readable.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { directoryOf, projectOf } from './project-directory.ts';
import { tell } from '../reading/record-fate.ts';
import { headOf } from './head-of.ts';
import { type SessionScope, startScope } from './session-scope.ts';
import { sessionId, subAgentLogs } from './transcript-files.ts';
import { laneOf, taskEnd, taskStart } from './sub-agents.ts';
import { inputText, type ToolUse } from './tool-use.ts';
import { handingOver, lineEvents, promptIn, startTranscript, type Transcript } from './transcript-line.ts';
import { textTranscript } from './text-transcript.ts';

/** Reads an agent's transcript, `.jsonl` or the older `.txt`, with those of its sub-agents put between. */
export function* readTranscript({ source, logs, tally }: Reading): Generator<Event, SessionHead> {
  const { path } = source;
  const scope = startScope(NO_TIME, { cwd: undefined });
  const children = subAgentLogs(path, logs);
  const unclaimed = new Map(children.map((child) => [child, ifReadable(() => firstPrompt(child, logs))]));
  const strands: Strand[] = [];
  const main = transcriptEvents(path, { logs, tally, index: 0, own: scope });
  const open: Rest['open'] = (child, own) =>
    costingItself(transcriptEvents(child, { logs, tally, index: children.indexOf(child) + 1, own }).events, tally);
  main.transcript.delegate = (use) => {
    const prompt = inputText(use, 'prompt');
    const child = [...unclaimed].find(([, first]) => prompt !== undefined && first?.includes(prompt) === true)?.[0];
    if (child !== undefined) unclaimed.delete(child);
    const lane = laneOf(use, scope);
    strands.push({
      from: scope.at,
      open: () => laneEvents(use, lane, child === undefined ? undefined : open(child, lane)),
    });
  };
  const directory = projectOf(path);
  let cwd = source.known?.cwd ?? directoryOf(directory, logs);
  for (const event of interleave(withRest(main.events, { unclaimed, strands, scope, open }), strands)) {
    cwd ??= directory === undefined ? undefined : directoryOfEvent(event, directory);
    yield event;
  }
  return headOf({
    id: sessionId(path),
    path,
    store: 'transcript',
    title: undefined,
    model: undefined,
    cwd,
    created: main.transcript.first ?? scope.at,
    updated: scope.at,
    more: children,
  });
}

const firstPrompt = (path: string, logs: LogReader): string | undefined => {
  for (const line of path.endsWith('.jsonl') ? logs.lines(path) : []) return promptIn(line.json());
  return undefined;
};

interface Opened {
  readonly logs: LogReader;
  readonly tally: Reading['tally'];
  /** Of the file among the session's sources. */
  readonly index: number;
  readonly own: SessionScope;
}

const transcriptEvents = (
  path: string,
  opened: Opened,
): { readonly transcript: Transcript; readonly events: Generator<Event> } => {
  const transcript = startTranscript(opened.own);
  return {
    transcript,
    events: path.endsWith('.txt')
      ? textTranscript(path, { ...opened, transcript })
      : jsonLines(path, opened, transcript),
  };
};

function* jsonLines(path: string, { logs, tally, index }: Opened, transcript: Transcript): Generator<Event> {
  for (const line of logs.lines(path)) {
    const origin = { source: index, offset: line.offset, length: line.length };
    const { events, fate } = lineEvents(line.json(), transcript, origin);
    tell(fate, tally, line.offset);
    yield* handingOver(events, transcript);
  }
}

function* laneEvents(use: ToolUse, lane: SessionScope, events: Generator<Event> | undefined): Generator<Event> {
  yield taskStart(use, lane);
  if (events === undefined) return;
  yield* events;
  yield taskEnd(use, lane, undefined);
}

interface Rest {
  readonly unclaimed: Map<string, string | undefined>;
  readonly strands: Strand[];
  readonly scope: SessionScope;
  /** The events of a sub-agent's log. */
  readonly open: (child: string, own: SessionScope) => Generator<Event>;
}

/** Sub-agents that no call names stand at the end. */
function* withRest(main: Generator<Event>, { unclaimed, strands, scope, open }: Rest): Generator<Event> {
  yield* main;
  for (const [child, prompt] of unclaimed) {
    const use: ToolUse = {
      call_id: sessionId(child),
      name: 'Task',
      input: { prompt },
      state: 'done',
      payload: undefined,
      output: '',
    };
    const lane = laneOf(use, scope);
    strands.push({ from: scope.at, open: () => laneEvents(use, lane, open(child, lane)) });
  }
}

/** The folder whose name the project's is made of, if a path that a tool used lies in it. */
const directoryOfEvent = (event: Event, project: string): string | undefined => {
  const { event_type: type } = event;
  const path = 'data' in type && 'path' in type.data ? asText(type.data.path) : undefined;
  return path === undefined ? undefined : directoryOf(project, undefined, path);
};
