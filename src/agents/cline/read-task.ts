import { asString, field } from '../../domain/json.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogList, LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { EMPTY_LIST } from '../reading/lists.ts';
import { NO_TIME, timeOfMillis } from '../reading/log-time.ts';
import { isAfter } from '../reading/time-order.ts';
import { apiResults } from './api-results.ts';
import { messageEvents } from './message-events.ts';
import { blocksOf, type ListedMessages, openMessages } from './messages.ts';
import { ROO } from './places.ts';
import { startTalk, type Talk } from './talk.ts';
import { API, historyItem, type TaskItem, UI } from './task-files.ts';
import { toolEvents } from './tool-events.ts';
import { uiEvents } from './ui-events.ts';
import { withXmlCalls } from './xml-calls.ts';

/**
 * Reads a task. What the person was shown (ui_messages.json) has the times, the changes and the costs of all that
 * happened, so it is told from there, and what the model was told (api_conversation_history.json) adds the commands'
 * exits and the files' texts. Where only the latter is left, it is told from that.
 * @param document undefined: what the source names cannot be read. @throws why, where nothing beside it can either
 */
export function* readTask(
  reading: Reading,
  document: LogList | undefined,
  named: 'ui' | 'api',
): Generator<Event, SessionHead> {
  const { source, logs, tally } = reading;
  const dir = parentPath(source.path);
  const other = otherFile(source.path, named, logs);
  const beside = other === undefined ? undefined : ifReadable(() => logs.document(other, [[]]).lists[0]);
  if (document === undefined && beside === undefined) logs.document(source.path, [[]]);
  if (document === undefined || (other !== undefined && beside === undefined)) tally.broken(0);
  const [shown, told] = named === 'ui' ? [document, beside] : [beside, document];
  const item = historyItem(dir, baseName(dir), logs);
  const messages = openMessages(told ?? EMPTY_LIST);
  const cwd = item.cwd ?? toldCwd(messages) ?? source.known?.cwd;
  const talk = startTalk(timeOfMillis(Number(baseName(dir))) ?? NO_TIME, { cwd });
  talk.model = item.model;
  const start = talk.at;
  if (shown !== undefined && shown.length > 0) {
    for (let left = messages.all.length; left > 0; left--)
      tally.ignored('api_conversation_history', 'told from ui_messages.json, but for what results say');
    yield* uiEvents(shown, { talk, tally, results: apiResults(messages, cwd) });
  } else
    yield* messageEvents(withXmlCalls(messages), { talk, tally, tell: (call, scope) => toolEvents(call, scope, talk) });
  return headOf({ reading, talk, item, start, sources: other === undefined ? [source.path] : [source.path, other] });
}

/** The other of a task's two files, if it lies beside the one that is read. */
const otherFile = (path: string, named: 'ui' | 'api', logs: LogReader): string | undefined => {
  const [dir, own, name] = [parentPath(path), baseName(path), named === 'ui' ? API : UI];
  const isBeside = own !== name && [API, UI].includes(own) && logs.list(dir).includes(name);
  return isBeside ? joinPath(dir, name) : undefined;
};

/** `# Current Working Directory (/srv/app) Files` in what is put beside the first prompt. */
const toldCwd = (messages: ListedMessages): string | undefined => {
  for (const block of blocksOf(messages.all.at(0))) {
    const text = asString(field(block, 'text')) ?? '';
    const cwd = /^# Current (?:Working|Workspace) Directory \(([^\n]{1,4096})\) Files$/m.exec(text)?.[1];
    if (cwd !== undefined) return cwd;
  }
  return undefined;
};

interface Told {
  readonly reading: Reading;
  readonly talk: Talk;
  readonly item: TaskItem;
  readonly start: string;
  readonly sources: readonly string[];
}

const headOf = ({ reading: { source }, talk, item, start, sources }: Told): SessionHead => {
  const parent = item.parent;
  const { cwd } = talk;
  return {
    version: HAIL_VERSION,
    session_id: item.id ?? idOf(source.path),
    agent: { provider: talk.provider ?? 'unknown', model: talk.model ?? 'unknown', tool: 'cline' },
    context: {
      ...(item.titled ?? talk.titled),
      tags: source.path.includes(ROO) ? ['cline', 'roo-code'] : ['cline'],
      created_at: talk.first ?? start,
      updated_at: isAfter(talk.at, start) ? talk.at : start,
      ...(parent === undefined ? {} : { related_session_ids: [parent] }),
      ...(cwd === undefined ? {} : { attributes: { cwd } }),
    },
    sources,
    ...(cwd === undefined ? {} : { cwd }),
    ...(parent === undefined ? {} : { parent_session_id: parent }),
  };
};

/** The folder is the task's id; a file that lies elsewhere is known by its own name. */
const idOf = (path: string): string =>
  [API, UI].includes(baseName(path)) ? baseName(parentPath(path)) : baseName(path).replace(/\.json$/, '');
