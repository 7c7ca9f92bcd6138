import { asText, field, isObject } from '../../domain/json.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { joinPath, parentPath } from '../reading/join-path.ts';
import { timeOfMillis } from '../reading/log-time.ts';
import { oncePerListing } from '../reading/once-per-listing.ts';
import { titleOf } from '../reading/title-of.ts';

/** What the model was told and said, and what the person was shown. */
export const API = 'api_conversation_history.json';
export const UI = 'ui_messages.json';

/** A document that may be missing or damaged. */
export const tryJson = (path: string, logs: LogReader): unknown => ifReadable(() => logs.json(path));

/** What is known of a task beside its messages. */
export interface TaskItem {
  readonly id: string | undefined;
  readonly cwd: string | undefined;
  readonly model: string | undefined;
  readonly parent: string | undefined;
  readonly updated_at: string | undefined;
  /** undefined: it tells no prompt. */
  readonly titled: ReturnType<typeof titleOf> | undefined;
}

/** The first prompt stands in it once more, whole: nothing of the item is kept but this. */
const itemOf = (item: unknown): TaskItem => {
  const prompt = asText(field(item, 'task'));
  return {
    id: asText(field(item, 'id')),
    cwd: asText(field(item, 'cwdOnTaskInitialization')) ?? asText(field(item, 'workspace')),
    model: asText(field(item, 'modelId')),
    parent: asText(field(item, 'parentTaskId')),
    updated_at: timeOfMillis(field(item, 'ts')),
    titled: prompt === undefined ? undefined : titleOf(prompt),
  };
};

/** The extension's index, by the tasks' ids, beside the folder of tasks. */
export const taskHistory = oncePerListing((_list, tasks, logs): ReadonlyMap<string, TaskItem> => {
  const path = joinPath(parentPath(tasks), 'state', 'taskHistory.json');
  const items = ifReadable(() => Array.from(logs.document(path, [[]]).lists[0] ?? [], itemOf)) ?? [];
  return new Map(items.map((item) => [item.id ?? '', item]));
});

/** Its entry in the index, or `history_item.json` (Roo Code). */
export const historyItem = (dir: string, id: string, logs: LogReader): TaskItem => {
  const own = tryJson(joinPath(dir, 'history_item.json'), logs);
  return isObject(own) ? itemOf(own) : (taskHistory(parentPath(dir), logs).get(id) ?? itemOf(undefined));
};
