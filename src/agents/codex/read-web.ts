import { ATTR } from '../../domain/event-attributes.ts';
import { asArray, asText, field } from '../../domain/json.ts';
import type { EventType } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import type { RolloutRecord } from './rollout-record.ts';
import { emit, type RolloutState } from './rollout-state.ts';

/**
 * A web search, as a response item (`action`), an event (`query`, `action`) or an item: `{type: search, query, queries}`,
 * `{type: open_page, url}`, `{type: find_in_page, url, pattern}`; items write the types as `openPage`, `findInPage`.
 */
export const webSearch = (
  state: RolloutState,
  record: RolloutRecord,
  { body, from }: { readonly body: unknown; readonly from: string },
): string | undefined => {
  const action = field(body, 'action');
  const url = asText(field(action, 'url'));
  const queries = asArray(field(action, 'queries')).flatMap((query) => asText(query) ?? []);
  const query =
    asText(field(action, 'query')) ?? queries[0] ?? asText(field(action, 'pattern')) ?? asText(field(body, 'query'));
  if (state.twins.repeats('web', url ?? query ?? '', from)) return 'repeats a web search';
  if (url === undefined && query === undefined) return 'a web search that says nothing';
  const type: EventType =
    url === undefined ? { type: 'WebSearch', data: { query: query ?? '' } } : { type: 'WebFetch', data: { url } };
  emit(state, record, {
    type,
    blocks: textBlocks(queries.slice(1).join('\n')),
    attributes: { [ATTR.toolKind]: 'web' },
  });
  return undefined;
};

/** An image that was made: response item, event and item repeat each other. */
export const imageMade = (
  state: RolloutState,
  record: RolloutRecord,
  { body, from }: { readonly body: unknown; readonly from: string },
): string | undefined => {
  const prompt = asText(field(body, 'revised_prompt')) ?? '';
  if (state.twins.repeats('image', prompt, from)) return 'repeats an image';
  emit(state, record, { type: { type: 'ImageGenerate', data: { prompt } } });
  return undefined;
};
