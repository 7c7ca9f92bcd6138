/**
 * HAIL `hail-1.0.0`: one session of one agent as a header, a flat list of events, and counts.
 * Key names are the wire's, so that a value is its JSON. Source: the older tool's files (schemas/hail.schema.json).
 */
export const HAIL_VERSION = 'hail-1.0.0';

export interface AgentInfo {
  readonly provider: string;
  readonly model: string;
  readonly tool: string;
  readonly tool_version?: string;
}

export interface SessionContext {
  readonly title?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  /** RFC 3339, kept as written in the log. */
  readonly created_at: string;
  readonly updated_at: string;
  readonly related_session_ids?: readonly string[];
  readonly attributes?: Attributes;
}

export type Attributes = { readonly [key: string]: unknown };

/** Everything that stands in a HAIL header line. */
export interface SessionHeader {
  readonly version: string;
  readonly session_id: string;
  readonly agent: AgentInfo;
  readonly context: SessionContext;
}

export interface Session extends SessionHeader {
  readonly events: readonly Event[];
  readonly stats: Stats;
}

/** Where a record lies: `source` is an index into the session's sources, offset and length are bytes. */
export interface Origin {
  readonly source: number;
  readonly offset: number;
  readonly length: number;
}

export interface Event {
  readonly event_id: string;
  /** RFC 3339, kept as written. */
  readonly timestamp: string;
  readonly event_type: EventType;
  readonly task_id?: string;
  readonly content: { readonly blocks: readonly Block[] };
  readonly duration_ms?: number;
  readonly attributes?: Attributes;
  /** Of the record that it was read from. Not part of HAIL, never written. */
  readonly origin?: Origin;
}

export type EventType =
  | { readonly type: 'UserMessage' | 'AgentMessage' | 'SystemMessage' | 'Thinking' }
  | { readonly type: 'ToolCall'; readonly data: { readonly name: string } }
  | {
      readonly type: 'ToolResult';
      readonly data: { readonly name: string; readonly is_error: boolean; readonly call_id?: string };
    }
  | { readonly type: 'FileRead'; readonly data: { readonly path: string } }
  | { readonly type: 'CodeSearch'; readonly data: { readonly query: string } }
  | { readonly type: 'FileSearch'; readonly data: { readonly pattern: string } }
  | { readonly type: 'FileEdit'; readonly data: { readonly path: string; readonly diff?: string } }
  | { readonly type: 'FileCreate' | 'FileDelete'; readonly data: { readonly path: string } }
  | { readonly type: 'ShellCommand'; readonly data: { readonly command: string; readonly exit_code?: number } }
  | {
      readonly type: 'ImageGenerate' | 'VideoGenerate' | 'AudioGenerate';
      readonly data: { readonly prompt: string };
    }
  | { readonly type: 'WebSearch'; readonly data: { readonly query: string } }
  | { readonly type: 'WebFetch'; readonly data: { readonly url: string } }
  | { readonly type: 'TaskStart'; readonly data: { readonly title?: string } }
  | { readonly type: 'TaskEnd'; readonly data: { readonly summary?: string } }
  | { readonly type: 'Custom'; readonly data: { readonly kind: string } }
  /** A tag of a newer writer: `raw` is the whole tagged object, written back as it came. */
  | { readonly type: 'Unknown'; readonly raw: unknown };

export type Block =
  | { readonly type: 'Text'; readonly text: string }
  | { readonly type: 'Code'; readonly code: string; readonly language?: string; readonly start_line?: number }
  | { readonly type: 'Image'; readonly url: string; readonly alt?: string; readonly mime: string }
  | { readonly type: 'Video' | 'Audio'; readonly url: string; readonly mime: string }
  | { readonly type: 'File'; readonly path: string; readonly content?: string }
  | { readonly type: 'Json'; readonly data: unknown }
  | { readonly type: 'Reference'; readonly uri: string; readonly media_type: string }
  | { readonly type: 'Unknown'; readonly raw: unknown };

export interface Stats {
  readonly event_count: number;
  readonly message_count: number;
  readonly tool_call_count: number;
  readonly task_count: number;
  readonly duration_seconds: number;
  readonly total_input_tokens: number;
  readonly total_output_tokens: number;
  readonly user_message_count: number;
  readonly files_changed: number;
  readonly lines_added: number;
  readonly lines_removed: number;
}

/** The text of a message: its Text blocks, one per line. */
export const textOf = (event: Event): string => {
  const [only, ...more] = event.content.blocks;
  if (only?.type === 'Text' && more.length === 0) return only.text;
  return event.content.blocks.flatMap((block) => (block.type === 'Text' ? [block.text] : [])).join('\n');
};
