/** What a tool does, by its name alone: the value of `semantic.tool_kind`. */
export type ToolKind = 'file_read' | 'file_write' | 'shell' | 'search' | 'web' | 'task' | 'other';

const NAMES: readonly (readonly [ToolKind, readonly string[]])[] = [
  [
    'file_read',
    [
      'read',
      'read_file',
      'read_many_files',
      'view',
      'cat',
      'open',
      'fileread',
      'readfile',
      'list',
      'list_dir',
      'list_directory',
      'ls',
    ],
  ],
  [
    'file_write',
    [
      'edit',
      'write',
      'create',
      'delete',
      'apply_patch',
      'str_replace_editor',
      'edit_file',
      'reapply',
      'write_file',
      'fileedit',
      'multiedit',
      'patch',
      'replace',
      'notebookedit',
    ],
  ],
  ['shell', ['bash', 'shell', 'exec_command', 'run_terminal_cmd', 'execute_command', 'run_shell_command']],
  [
    'search',
    [
      'grep',
      'search',
      'code_search',
      'grep_search',
      'file_search',
      'search_file_content',
      'codesearch',
      'glob',
      'find',
    ],
  ],
  ['web', ['fetch', 'browser', 'google_web_search']],
];

const KINDS: ReadonlyMap<string, ToolKind> = new Map(
  NAMES.flatMap(([kind, names]) => names.map((name): [string, ToolKind] => [name, kind])),
);

export const toolKind = (name: string): ToolKind => {
  const lower = name.toLowerCase();
  const known = KINDS.get(lower);
  if (known !== undefined) return known;
  if (lower.startsWith('web')) return 'web';
  return lower.includes('task') || lower.includes('subagent') ? 'task' : 'other';
};
