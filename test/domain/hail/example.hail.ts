/** A session as the older tool writes it, byte for byte. */
export const EXAMPLE = [
  '{"type":"header","version":"hail-1.0.0","session_id":"demo-7","agent":{"provider":"anthropic","model":"claude-opus-4-6","tool":"claude-code","tool_version":"2.1.42"},"context":{"title":"Repair login test","tags":["claude-code"],"created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-01T09:02:10Z","attributes":{"cwd":"/srv/shop"}}}',
  '{"type":"event","event_id":"u-1","timestamp":"2026-03-01T09:00:00Z","event_type":{"type":"UserMessage"},"content":{"blocks":[{"type":"Text","text":"Repair login test"}]}}',
  '{"type":"event","event_id":"c-1","timestamp":"2026-03-01T09:00:40.250Z","event_type":{"type":"FileEdit","data":{"path":"src/login.ts"}},"task_id":"t1","content":{"blocks":[{"type":"Text","text":"src/login.ts"}]},"attributes":{"semantic.tool_kind":"file_write"}}',
  '{"type":"event","event_id":"c-2","timestamp":"2026-03-01T09:01:30Z","event_type":{"type":"ShellCommand","data":{"command":"npm test","exit_code":0}},"task_id":"t1","content":{"blocks":[{"type":"Code","code":"npm test","language":"bash"}]},"duration_ms":4100}',
  '{"type":"event","event_id":"c-3","timestamp":"2026-03-01T09:02:10Z","event_type":{"type":"TaskEnd","data":{"summary":"Login test green"}},"task_id":"t1","content":{"blocks":[]}}',
  '{"type":"stats","event_count":4,"message_count":2,"tool_call_count":0,"task_count":1,"duration_seconds":130,"total_input_tokens":0,"total_output_tokens":0,"user_message_count":1,"files_changed":1,"lines_added":0,"lines_removed":0}',
  '',
].join('\n');
