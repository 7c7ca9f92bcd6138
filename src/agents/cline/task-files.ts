import { OpenSessionError } from '../../domain/errors.ts';
import { asArray, asText, field, isObject } from '../../domain/json.ts';
import type { LogDocument, LogList, LogReader } from '../log-reader.ts';
import { joinPath, parentPath } from '../reading/join-path.ts';

/** What the model was told and said, and what the person was shown. */
export const API = 'api_conversation_history.json';
export const UI = 'ui_messages.json';

/** A document that may be missing or damaged. */
export const tryJson = (path: string, logs: LogReader): unknown => tryRead(path, logs, () => logs.json(path));

/** The messages of a document that may be missing or damaged. */
export const tryMessages = (path: string, logs: LogReader): LogList | undefined =>
  tryDocument(path, logs, [['messages']])?.lists[0];

/** A document that may be missing or damaged, without its long lists. */
export const tryDocument = (
  path: string,
  logs: LogReader,
  lists: readonly (readonly string[])[],
): LogDocument | undefined => tryRead(path, logs, () => logs.document(path, lists));

const tryRead = <T>(path: string, logs: LogReader, read: () => T): T | undefined => {
  if (logs.stat(path)?.kind !== 'file') return undefined;
  try {
    return read();
  } catch (error) {
    if (error instanceof OpenSessionError) return undefined;
    throw error;
  }
};

/** The extension's index of tasks, beside the folder of tasks. */
export const historyItems = (root: string, logs: LogReader): readonly unknown[] =>
  asArray(tryJson(joinPath(parentPath(root), 'state', 'taskHistory.json'), logs));

/** What is known of a task beside its messages: its entry in the index, or `history_item.json` (Roo Code). */
export const historyItem = (dir: string, id: string, logs: LogReader): unknown => {
  const own = tryJson(joinPath(dir, 'history_item.json'), logs);
  return isObject(own) ? own : historyItems(parentPath(dir), logs).find((item) => asText(field(item, 'id')) === id);
};
