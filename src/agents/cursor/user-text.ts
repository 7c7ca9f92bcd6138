import { timeOfText } from './times.ts';

/** What a message in the role of the user says. */
export interface UserText {
  /** What the person wrote; undefined when the agent made the whole message. */
  readonly typed: string | undefined;
  /** By its `<timestamp>`. */
  readonly at: string | undefined;
}

/** Wrappers that the agent puts before a prompt, or sends as messages of their own (CLI and transcripts, 2025 and 2026). */
const INJECTED =
  /^<(?:user_info|git_status|rules|always_applied_workspace_rules|agent_skills|available_skills|dynamic_tools|open_and_recently_viewed_files|attached_files|system_reminder|system-reminder|system_notification|project_layout|agent_transcripts|additional_data|cursor_rules_context|manually_attached_skills|terminal_files_information|mcp_instructions|mcp_file_system|conversation_summary|timestamp)\b/;

/** The text in `<user_query>`, several one below the other; a text without one is the person's unless it is wrapped. */
export const userText = (text: string): UserText => {
  const at = timeOfText(between(text, 'timestamp')[0] ?? '');
  const queries = between(text, 'user_query');
  if (queries.length > 0) return { typed: queries.map((query) => query.trim()).join('\n'), at };
  const rest = text.trim();
  return { typed: rest === '' || INJECTED.test(rest) ? undefined : rest, at };
};

/** What stands in each `<tag>…</tag>`; one that is not closed reaches to the end. */
const between = (text: string, tag: string): readonly string[] => {
  const found: string[] = [];
  const [open, close] = [`<${tag}>`, `</${tag}>`];
  for (let at = text.indexOf(open); at !== -1; at = text.indexOf(open, at)) {
    const start = at + open.length;
    const end = text.indexOf(close, start);
    found.push(text.slice(start, end === -1 ? text.length : end));
    at = end === -1 ? text.length : end + close.length;
  }
  return found;
};

/** The workspace's path in a `<user_info>`. */
export const workspaceIn = (text: string): string | undefined =>
  /^Workspace Path: ([^\n]{1,4096})$/m.exec(text.slice(0, 20_000))?.[1]?.trim();

/** What stands for withheld reasoning in transcripts. */
export const withoutRedacted = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '[REDACTED]')
    .join('\n')
    .trim();
