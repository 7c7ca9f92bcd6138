import { asString, asText, field, isObject } from '../../domain/json.ts';
import type { LogLine, LogReader } from '../log-reader.ts';
import { baseName } from '../reading/join-path.ts';
import { messageTime, readSessionInfo, type SessionInfo } from './session-info.ts';
import type { StoredMessage } from './stored-message.ts';

/**
 * The JSONL files of versions before 1.10: a line of facts `{working_dir, description, message_count, *_tokens}`, which
 * the very first versions do not have, and a line per message `{id?, role, created, content}`. The id is the file's name.
 */
export interface LegacyLog {
  readonly info: SessionInfo;
  readonly messages: Iterable<StoredMessage>;
}

export const openLegacy = (path: string, logs: LogReader): LegacyLog => {
  const info = readSessionInfo(factsOf(path, logs), legacyId(path));
  return { info, messages: messagesOf(path, logs) };
};

export const legacyId = (path: string): string => baseName(path).replace(/\.jsonl$/, '');

const factsOf = (path: string, logs: LogReader): unknown => {
  for (const line of logs.lines(path)) {
    const value = line.json();
    return isFacts(value) ? value : undefined;
  }
  return undefined;
};

const isFacts = (value: unknown): boolean => isObject(value) && field(value, 'role') === undefined;

/** The line of facts comes as a message without a role. */
function* messagesOf(path: string, logs: LogReader): Generator<StoredMessage> {
  let number = 0;
  for (const line of logs.lines(path)) yield messageOf(line, ++number);
}

const messageOf = (line: LogLine, number: number): StoredMessage => {
  const value = line.json();
  const content = field(value, 'content');
  const facts = number === 1 && isFacts(value);
  return {
    id: String(number),
    role: facts ? FACTS : (asText(field(value, 'role')) ?? ''),
    at: messageTime(field(value, 'created')),
    content: facts ? [] : asContent(content),
    metadata: field(value, 'metadata'),
    offset: line.offset,
    origin: { source: 0, offset: line.offset, length: line.length },
  };
};

/** The role under which the line of facts goes. */
export const FACTS = '(facts)';

const asContent = (content: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(content)) return content;
  const text = asString(content);
  return text === undefined ? undefined : [{ type: 'text', text }];
};
