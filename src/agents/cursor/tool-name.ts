/** What the tools of the IDE, the CLI and the transcripts do, whatever each calls them. */
export type Tool =
  | 'shell'
  | 'read'
  | 'edit'
  | 'write'
  | 'patch'
  | 'delete'
  | 'search'
  | 'glob'
  | 'web-search'
  | 'web-fetch'
  | 'todos'
  | 'question'
  | 'task'
  | 'other';

const NAMES: { readonly [tool in Exclude<Tool, 'other'>]: string } = {
  shell: 'runterminalcmd runterminalcommand runterminalcommands shell bash',
  read: 'readfile read',
  edit: 'editfile searchreplace strreplace multiedit edit reapply editnotebook',
  write: 'write writefile createfile',
  patch: 'applypatch',
  delete: 'deletefile delete',
  search:
    'grep grepsearch ripgrepsearch ripgreprawsearch ripgrep rg codebasesearch semanticsearch semanticsearchfull semsearch',
  glob: 'glob globfilesearch filesearch',
  'web-search': 'websearch',
  'web-fetch': 'webfetch fetch',
  todos: 'todowrite updatetodos createplan',
  question: 'askquestion',
  task: 'task',
};

const TOOLS: ReadonlyMap<string, Tool> = new Map(
  Object.entries(NAMES).flatMap(([tool, names]) =>
    names.split(' ').map((name): [string, Tool] => [name, isTool(tool) ? tool : 'other']),
  ),
);

function isTool(name: string): name is Exclude<Tool, 'other'> {
  return Object.hasOwn(NAMES, name);
}

/** `run_terminal_command_v2`, `Shell` and `shellToolCall` are one tool. */
export const toolOf = (name: string): Tool => {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return TOOLS.get(plain.replace(/(?:toolcall)?(?:v\d)?$/, '')) ?? 'other';
};

/** Names by number, for bubbles that hold only that (the enum ClientSideToolV2 of the IDE, 0.45 to 2.x). */
const NUMBERS: ReadonlyMap<unknown, string> = new Map([
  [3, 'grep_search'],
  [5, 'read_file'],
  [6, 'list_dir'],
  [7, 'edit_file'],
  [8, 'file_search'],
  [9, 'codebase_search'],
  [11, 'delete_file'],
  [12, 'reapply'],
  [15, 'run_terminal_cmd'],
  [16, 'fetch_rules'],
  [18, 'web_search'],
  [19, 'mcp'],
  [30, 'read_lints'],
  [32, 'task'],
  [34, 'todo_read'],
  [35, 'todo_write'],
  [38, 'edit_file_v2'],
  [39, 'list_dir_v2'],
  [40, 'read_file_v2'],
  [41, 'ripgrep_raw_search'],
  [42, 'glob_file_search'],
  [43, 'create_plan'],
  [48, 'task_v2'],
  [49, 'call_mcp_tool'],
  [51, 'ask_question'],
]);

export const nameOfNumber = (number: unknown): string | undefined => NUMBERS.get(number);
