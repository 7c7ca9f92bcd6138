import type { Tally } from '../../domain/coverage.ts';
import { asText } from '../../domain/json.ts';
import type { Event } from '../../domain/session.ts';
import type { Strand } from '../reading/interleave.ts';
import { NO_TIME, timeOfMillis } from '../reading/log-time.ts';
import { type Lanes, sessionEvents } from './session-events.ts';
import { openRecord, type SessionScope } from './session-scope.ts';
import type { SessionInfo, Store } from './store.ts';
import { childOf } from './tool-events.ts';
import { inputText, type ToolUse } from './tool-use.ts';

interface OpenLanes extends Lanes {
  /** Filled while the main session is read: for `interleave`. */
  readonly strands: Strand[];
}

interface Whole {
  readonly store: Store;
  readonly tally: Tally;
  readonly root: SessionInfo;
}

/** The lanes of a session's sub-agents, and of theirs. Each child session is read once, however often it is named. */
export const openLanes = ({ store, tally, root }: Whole): OpenLanes => {
  const read = new Set([root.id]);
  const lanes: OpenLanes = {
    strands: [],
    delegate: (use) => {
      const child = childOf(use);
      if (child !== undefined) push(child, { use });
    },
    claimRest: (parent) => {
      for (const info of store.children(parent)) if (!read.has(info.id)) push(info.id, { info });
    },
  };
  const push = (
    id: string,
    { use, info = store.session(id) }: { use?: ToolUse; info?: SessionInfo | undefined },
  ): void => {
    const isNew = !read.has(id);
    read.add(id);
    const from = timeOfMillis(use?.started ?? info?.created) ?? '';
    const scope = laneScope(info ?? { ...root, id, title: undefined }, { from, root });
    const records = isNew && info !== undefined ? { store, tally, lanes } : undefined;
    lanes.strands.push({ from, open: () => laneEvents(scope, { use, records }) });
  };
  return lanes;
};

const laneScope = (info: SessionInfo, more: { from: string; root: SessionInfo }): SessionScope => ({
  info,
  lane: info.id,
  delegated: new Map(),
  cwd: info.directory ?? more.root.directory,
  model: undefined,
  provider: undefined,
  at: more.from === '' ? NO_TIME : more.from,
});

interface LaneParts {
  readonly use: ToolUse | undefined;
  readonly records: Parameters<typeof sessionEvents>[1] | undefined;
}

function* laneEvents(scope: SessionScope, { use, records }: LaneParts): Generator<Event> {
  const task = use?.call_id ?? 'task';
  const start = openRecord(scope, `${task}:start`, use?.started);
  yield start.event({ type: { type: 'TaskStart', data: titleOf(use, scope.info) } });
  if (records !== undefined) yield* sessionEvents(scope, records);
  if (use?.ended === undefined) return;
  const summary = asText(resultText(use.output));
  const end = openRecord(scope, `${task}:end`, use.ended);
  yield end.event({ type: { type: 'TaskEnd', data: summary === undefined ? {} : { summary } } });
}

const titleOf = (use: ToolUse | undefined, info: SessionInfo): { readonly title?: string } => {
  const agent = use === undefined ? undefined : inputText(use, 'subagent_type');
  const task = (use === undefined ? undefined : inputText(use, 'description', 'prompt')) ?? info.title;
  const title = [agent, task].filter((part) => part !== undefined).join(': ');
  return title === '' ? {} : { title };
};

/** What the sub-agent said, without what the tool wraps around it (1.1 and later). */
const resultText = (output: string): string => {
  const open = output.indexOf('<task_result>');
  const close = output.lastIndexOf('</task_result>');
  return open === -1 || close <= open
    ? (output.split('\n<task_metadata>')[0] ?? '')
    : output.slice(open + '<task_result>'.length, close);
};
