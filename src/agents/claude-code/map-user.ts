import { ATTR, CUSTOM } from '../../domain/event-attributes.ts';
import { asText, at as path, field, type JsonObject } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { textBlocks } from '../reading/build-event.ts';
import { blockText, otherBlock, withContent } from './blocks.ts';
import { mapToolResult } from './map-tool-result.ts';
import { emit, UNDERSTOOD, type At, type Fate } from './record.ts';
import { readUserText, type UserText } from './user-text.ts';

/** A user record: results of tools, a person's prompt, or what the client put into the conversation. */
export const mapUser = (at: At): Fate => {
  const content = path(at.record, 'message', 'content');
  if (typeof content === 'string') return mapTexts(at, [content], []);
  if (!Array.isArray(content)) return { type: 'user without content' };
  if (content.length === 1 && field(content[0], 'type') === 'tool_result') {
    mapToolResult(at, content[0], field(at.record, 'toolUseResult'));
    return UNDERSTOOD;
  }
  return withContent(mapMixed(at, content), content);
};

const mapMixed = (at: At, content: readonly unknown[]): Fate => {
  const results = content.filter((block) => field(block, 'type') === 'tool_result');
  const rest = content.filter((block) => field(block, 'type') !== 'tool_result');
  // with several results in one record it is not said whose the structured one is
  const structured = results.length === 1 ? field(at.record, 'toolUseResult') : undefined;
  for (const result of results) mapToolResult(at, result, structured);
  const texts = rest.flatMap((block) => blockText(block) ?? []);
  const others = rest.flatMap((block) => (blockText(block) === undefined ? [otherBlock(block)] : []));
  if (results.length === 0) return mapTexts(at, texts, others);
  for (const text of texts) mapBeside(at, readUserText(text));
  return UNDERSTOOD;
};

/** A text beside a result is an interruption or the client's. */
const mapBeside = (at: At, read: UserText): void => {
  if (read.kind === 'interrupted') interrupt(at, read.text);
  else if (read.kind !== 'nothing') inject(at, [read.text], 'user');
};

const mapTexts = (at: At, texts: readonly string[], others: readonly Block[]): Fate => {
  const what = injectedBy(at.record);
  if (what !== undefined) {
    for (const text of texts) at.state.queue.arrived(text, 'attachment');
    inject(at, texts, what);
    return UNDERSTOOD;
  }
  const read = texts.map(readUserText);
  const prompts = read.flatMap(({ kind, text }) => (kind === 'prompt' ? [text] : []));
  if (prompts.length > 0 || others.length > 0) return prompt(at, prompts, others);
  const [first] = read;
  if (first === undefined || first.kind === 'nothing') return { type: 'user', reason: 'empty' };
  for (const text of texts) at.state.queue.arrived(text, 'attachment');
  if (first.kind === 'interrupted') interrupt(at, first.text);
  else
    inject(
      at,
      read.map(({ text }) => text),
      first.kind === 'command' ? 'command' : 'user',
    );
  return UNDERSTOOD;
};

/** Why a record is not a person's, by its own marks. */
const injectedBy = (record: JsonObject): string | undefined => {
  if (field(record, 'isCompactSummary') === true) return 'compact_summary';
  if (field(record, 'isMeta') === true || field(record, 'isVisibleInTranscriptOnly') === true) return 'meta';
  const kind = asText(path(record, 'origin', 'kind'));
  if (kind !== undefined && kind !== 'human') return kind;
  return field(record, 'promptSource') === 'system' ? 'system' : undefined;
};

const prompt = (at: At, prompts: readonly string[], others: readonly Block[]): Fate => {
  const blocks = [...prompts.flatMap(textBlocks), ...others];
  if (at.lane.task !== null) {
    // its first prompt stands in the TaskStart that this record began with
    if (at.out.length === 0) delegate(at, blocks);
    return UNDERSTOOD;
  }
  if (at.lane.delegated === true) {
    delegate(at, blocks);
    return UNDERSTOOD;
  }
  if (at.state.queue.arrived(prompts.join('\n'), 'user')) return { type: 'user', reason: 'was read from the queue' };
  const source = asText(field(at.record, 'promptSource'));
  const uuid = field(at.record, 'uuid');
  if (typeof uuid === 'string') at.state.prompts.set(uuid, true);
  emit(at, { type: 'UserMessage' }, { blocks, attributes: { [ATTR.rawType]: 'user', [ATTR.source]: source } });
  return UNDERSTOOD;
};

/** What one agent told another. */
const delegate = (at: At, blocks: readonly Block[]): void =>
  emit(at, { type: 'SystemMessage' }, { blocks, attributes: { [ATTR.rawType]: 'user', [ATTR.source]: 'delegated' } });

/** `what`: `command` for a slash command that a person gave, else what put it there. */
const inject = (at: At, texts: readonly string[], what: string): void =>
  emit(
    at,
    { type: 'SystemMessage' },
    {
      blocks: texts.flatMap(textBlocks),
      attributes: {
        [ATTR.rawType]: what === 'user' ? 'user' : `user/${what.slice(0, 40)}`,
        [ATTR.source]: what === 'command' ? 'command' : 'injected',
      },
    },
  );

const interrupt = (at: At, text: string): void =>
  emit(
    at,
    { type: 'Custom', data: { kind: CUSTOM.turnAborted } },
    { blocks: textBlocks(text), attributes: { [ATTR.rawType]: 'user', [ATTR.reason]: 'interrupted' } },
  );
