import { asArray, asText, field, isObject } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { joinPath, parentPath } from '../reading/join-path.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';

/** What the model was told and said, and what the person was shown. */
export const API = 'api_conversation_history.json';
export const UI = 'ui_messages.json';

/** A document that may be missing or damaged. */
export const tryJson = (path: string, logs: LogReader): unknown => ifReadable(() => logs.json(path));

/** The extension's index, by the tasks' ids, beside the folder of tasks. */
export const taskHistory = oncePerListing((_list, tasks, logs): ReadonlyMap<string, unknown> => {
  const items = asArray(tryJson(joinPath(parentPath(tasks), 'state', 'taskHistory.json'), logs));
  return new Map(items.map((item) => [asText(field(item, 'id')) ?? '', item]));
});

/** What is known of a task beside its messages: its entry in the index, or `history_item.json` (Roo Code). */
export const historyItem = (dir: string, id: string, logs: LogReader): unknown => {
  const own = tryJson(joinPath(dir, 'history_item.json'), logs);
  return isObject(own) ? own : taskHistory(parentPath(dir), logs).get(id);
};
