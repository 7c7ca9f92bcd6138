/** What an index or a server wants to know of a session without reading all of it. */
import { byCodePoint } from '../code-point-order.ts';
import { asText, field } from '../json.ts';
import type { Event, Session } from '../session.ts';
import { changedPath } from './compute-stats.ts';
import { withNumericOffset } from './timestamp.ts';

export interface SessionMetadata {
  readonly title: string | null;
  readonly description: string | null;
  /** Joined by commas. */
  readonly tags: string | null;
  /** RFC 3339 UTC with `+00:00`. */
  readonly created_at: string;
  readonly working_directory: string | null;
  /** JSON array of sorted paths, as text. */
  readonly files_modified: string | null;
  readonly files_read: string | null;
  readonly has_errors: boolean;
}

export const extractMetadata = (session: Session): SessionMetadata => {
  const { context, events } = session;
  const texts = userTexts(events, 3);
  const { modified, deleted } = changedPaths(events);
  const changed = [...modified, ...deleted].sort(byCodePoint);
  const read = events.flatMap(({ event_type: type }) => (type.type === 'FileRead' ? [type.data.path] : []));
  const onlyRead = [...new Set(read)].filter((path) => !changed.includes(path)).sort(byCodePoint);
  return {
    title: nonEmpty(context.title) ?? cutBytes(texts[0], 80),
    description: nonEmpty(context.description) ?? cutBytes(texts.length === 0 ? undefined : texts.join(' '), 500),
    tags: context.tags.length === 0 ? null : context.tags.join(','),
    created_at: withNumericOffset(context.created_at),
    working_directory:
      asText(field(context.attributes, 'cwd')) ?? asText(field(context.attributes, 'working_directory')) ?? null,
    files_modified: jsonList(changed),
    files_read: jsonList(onlyRead),
    has_errors: events.some(isError),
  };
};

/** Paths that were created or edited, and those that were deleted and not among them; sorted, distinct. */
export const changedPaths = (
  events: readonly Event[],
): { readonly modified: readonly string[]; readonly deleted: readonly string[] } => {
  const modified = new Set<string>();
  const deleted = new Set<string>();
  for (const event of events) {
    const path = changedPath(event);
    if (path !== undefined) (event.event_type.type === 'FileDelete' ? deleted : modified).add(path);
  }
  return {
    modified: [...modified].sort(byCodePoint),
    deleted: [...deleted].filter((path) => !modified.has(path)).sort(byCodePoint),
  };
};

/** A shell command that failed, or a tool result marked as an error. */
export const isError = ({ event_type: type }: Event): boolean =>
  type.type === 'ShellCommand'
    ? type.data.exit_code !== undefined && type.data.exit_code !== 0
    : type.type === 'ToolResult' && type.data.is_error;

const userTexts = (events: readonly Event[], limit: number): readonly string[] => {
  const texts: string[] = [];
  for (const event of events) {
    if (texts.length === limit) break;
    if (event.event_type.type !== 'UserMessage') continue;
    const text = event.content.blocks
      .map((block) => (block.type === 'Text' ? block.text.trim() : ''))
      .find((candidate) => candidate !== '');
    if (text !== undefined) texts.push(text);
  }
  return texts;
};

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** The older tool's cut, kept because titles are compared across tools: at most `limit` bytes, three dots at the end. */
const cutBytes = (text: string | undefined, limit: number): string | null => {
  if (text === undefined) return null;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= limit) return text;
  let end = limit - 3;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return `${new TextDecoder().decode(bytes.subarray(0, end))}...`;
};

const jsonList = (paths: readonly string[]): string | null => (paths.length === 0 ? null : JSON.stringify(paths));
