import { asText } from '../../domain/json.ts';
import type { Place } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { parseJson } from '../reading/parse-json.ts';

/**
 * `sessions` (3.x) and `tasks` (CLI 2.x, JetBrains) below CLINE_DATA_DIR, else CLINE_DIR/data, else `~/.cline/data`, with
 * CLINE_SESSION_DATA_DIR before them, on all systems; and the extension's tasks in each editor's global storage, Roo's
 * also where an editor's settings put them.
 */
export const rootsOf = (place: Place, logs?: LogReader): readonly string[] => {
  const env = (name: string): readonly string[] => {
    const dir = asText(place.env[name]);
    return dir !== undefined && isAbsolute(dir) ? [dir] : [];
  };
  const own = env('CLINE_DIR').map((dir) => joinPath(dir, 'data'));
  const data = [...env('CLINE_DATA_DIR'), ...own, joinPath(place.home, '.cline', 'data')];
  const roots = [
    ...env('CLINE_SESSION_DATA_DIR'),
    ...data.flatMap((dir) => [joinPath(dir, 'sessions'), joinPath(dir, 'tasks')]),
    ...storages(place).flatMap((dir) => EXTENSIONS.map((extension) => joinPath(dir, extension, 'tasks'))),
    ...(logs === undefined ? [] : customStorages(place, logs)),
  ];
  return [...new Set(roots)];
};

export const ROO = 'rooveterinaryinc.roo-cline';

const EXTENSIONS = ['saoudrizwan.claude-dev', ROO];

const EDITORS = [
  'Code',
  'Code - Insiders',
  'Code - OSS',
  'VSCodium',
  'Cursor',
  'Windsurf',
  'Windsurf - Next',
  'Trae',
  'Kiro',
  'Positron',
  'Antigravity',
];

/** Editors that run on another machine keep their storage in the home there. */
const SERVERS = [
  ['.vscode-server', 'data'],
  ['.vscode-server-insiders', 'data'],
  ['.vscodium-server', 'data'],
  ['.cursor-server', 'data'],
  ['.windsurf-server', 'data'],
  ['.local', 'share', 'code-server'],
];

const storages = (place: Place): readonly string[] => {
  const config = configDir(place);
  const bases = [
    ...EDITORS.map((editor) => joinPath(config, editor)),
    ...SERVERS.map((parts) => joinPath(place.home, ...parts)),
  ];
  return bases.map((base) => joinPath(base, 'User', 'globalStorage'));
};

/** Bytes of an editor's settings that are looked into. */
const MOST = 1024 * 1024;

/** Settings are JSON with comments: one value is looked for, not the whole read. */
const CUSTOM = /"roo-cline\.customStoragePath"\s{0,100}:\s{0,100}("(?:[^"\\\n]|\\[^\n]){1,4096}")/g;

/** `roo-cline.customStoragePath` in `User/settings.json`; the last one counts, as in the editor. */
const customStorages = (place: Place, logs: LogReader): readonly string[] =>
  storages(place).flatMap((dir) => {
    const text = logs.text(joinPath(dir, '..', 'settings.json'), MOST) ?? '';
    const path = asText(parseJson([...text.matchAll(CUSTOM)].at(-1)?.[1] ?? ''));
    return path !== undefined && isAbsolute(path) ? [joinPath(path, 'tasks')] : [];
  });

const configDir = ({ platform, home, env }: Place): string => {
  if (platform === 'darwin') return joinPath(home, 'Library', 'Application Support');
  const named = asText(env[platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME']);
  if (named !== undefined && isAbsolute(named)) return named;
  return platform === 'win32' ? joinPath(home, 'AppData', 'Roaming') : joinPath(home, '.config');
};
