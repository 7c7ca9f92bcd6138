import { asArray, asText, at, field } from '../../domain/json.ts';
import { type Event, HAIL_VERSION } from '../../domain/session.ts';
import type { Reading, SessionHead } from '../agent.ts';
import type { LogList } from '../log-reader.ts';
import { interleave, type Strand } from '../reading/interleave.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';
import { EMPTY_LIST } from '../reading/lists.ts';
import { asTime, NO_TIME, timeOfMillis } from '../reading/log-time.ts';
import { isAfter } from '../reading/time-order.ts';
import { titleOf } from '../reading/title-of.ts';
import { type Lanes, openUnclaimed, tellCall } from './lanes.ts';
import { messageEvents } from './message-events.ts';
import { openMessages } from './messages.ts';
import { manifestOf, subagentFiles } from './session-files.ts';
import { startTalk, type Talk } from './talk.ts';
import { tryJson } from './task-files.ts';

/** What a session's document holds beside its messages, and these. */
interface SdkDocument {
  readonly rest: unknown;
  readonly messages: LogList | undefined;
}

/** Reads a session (3.x): `<id>.messages.json`, the manifest `<id>.json` beside it, and its sub-agents' messages. */
export function* readSdk({ source, logs, tally }: Reading, document: SdkDocument): Generator<Event, SessionHead> {
  const dir = parentPath(source.path);
  const name = manifestOf(baseName(source.path));
  const manifest = name === baseName(source.path) ? undefined : tryJson(joinPath(dir, name), logs);
  const cwd = asText(field(manifest, 'cwd')) ?? source.known?.cwd ?? promptedCwd(document.rest);
  const talk = startTalk(firstTime(document.messages) ?? asTime(field(manifest, 'started_at')) ?? NO_TIME, { cwd });
  const sources = [source.path];
  const strands: Strand[] = [];
  const files = [...subagentFiles(source.path, logs)];
  const unclaimed = new Map(files.map(([id, file]): [string, string] => [id, joinPath(dir, file)]));
  const lanes: Lanes = { logs, tally, talk, sources, unclaimed, prompts: new Map(), strands };
  yield* interleave(mainEvents(document.messages, lanes), strands);
  return headOf({ source, document: document.rest, manifest, talk, sources });
}

function* mainEvents(messages: LogList | undefined, lanes: Lanes): Generator<Event, void> {
  const { talk, tally } = lanes;
  if (messages === undefined) tally.broken(0);
  yield* messageEvents(openMessages(messages ?? EMPTY_LIST), { talk, tally, tell: tellCall(lanes) });
  openUnclaimed(lanes);
}

/** A summary at the start of a compacted list has no time. */
const firstTime = (messages: LogList | undefined): string | undefined => {
  for (const message of messages ?? []) {
    const time = timeOfMillis(field(message, 'ts'));
    if (time !== undefined) return time;
  }
  return undefined;
};

/** Where the manifest is missing, the instructions to the model still name the directory. */
const promptedCwd = (document: unknown): string | undefined =>
  /^\d{1,2}\. Working Directory: ([^\n]{1,4096})$/m.exec(
    (asText(field(document, 'system_prompt')) ?? '').slice(0, 100_000),
  )?.[1];

interface Told {
  readonly source: Reading['source'];
  readonly document: unknown;
  readonly manifest: unknown;
  readonly talk: Talk;
  readonly sources: readonly string[];
}

const headOf = ({ source, document, manifest, talk, sources }: Told): SessionHead => {
  const meta = (...keys: readonly string[]): string | undefined => asText(at(manifest, 'metadata', ...keys));
  const parent = asText(at(document, 'origin', 'parentThreadId'));
  // a fork by a person is a session of its own
  const related = meta('fork', 'forkedFromSessionId') ?? parent;
  const id = asText(field(document, 'sessionId')) ?? asText(field(manifest, 'session_id'));
  const known = {
    cwd: talk.cwd,
    branch: meta('git', 'branch'),
    start_commit: startCommit(manifest),
    parent_session_id: parent,
  };
  const title = meta('title');
  return {
    version: HAIL_VERSION,
    session_id: id ?? manifestOf(baseName(source.path)).replace(/\.json$/, ''),
    agent: agentOf({ document, manifest, talk }),
    context: {
      ...(title === undefined ? talk.titled : titleOf(title)),
      tags: ['cline'],
      created_at: asTime(field(manifest, 'started_at')) ?? talk.first ?? NO_TIME,
      updated_at: latest(talk.at, asTime(field(manifest, 'ended_at')), asTime(field(document, 'updated_at'))),
      ...(related === undefined ? {} : { related_session_ids: [related] }),
      attributes: defined({ cwd: known.cwd, git_branch: known.branch }),
    },
    sources,
    ...defined(known),
  };
};

const defined = (facts: { readonly [key: string]: string | undefined }): { readonly [key: string]: string } =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const agentOf = ({ document, manifest, talk }: Pick<Told, 'document' | 'manifest' | 'talk'>): SessionHead['agent'] => {
  const version =
    asText(at(document, 'origin', 'version')) ?? asText(at(manifest, 'metadata', 'sessionHistoryOrigin', 'version'));
  return {
    provider: asText(field(manifest, 'provider')) ?? talk.provider ?? 'unknown',
    model: talk.model ?? asText(field(manifest, 'model')) ?? 'unknown',
    tool: 'cline',
    ...(version === undefined ? {} : { tool_version: version }),
  };
};

/** The first checkpoint of a clean repository is its head; of another it is a stash of its own. */
const startCommit = (manifest: unknown): string | undefined => {
  const first = asArray(at(manifest, 'metadata', 'checkpoint', 'history'))[0];
  const ref = field(first, 'kind') === 'commit' ? asText(field(first, 'ref')) : undefined;
  return ref !== undefined && /^[0-9a-f]{40,64}$/.test(ref) ? ref : undefined;
};

const latest = (...times: readonly (string | undefined)[]): string =>
  times.reduce<string>((last, time) => (time !== undefined && isAfter(time, last) ? time : last), '');
