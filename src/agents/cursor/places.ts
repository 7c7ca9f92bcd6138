import { asText } from '../../domain/json.ts';
import type { Place } from '../agent.ts';
import { baseName, isAbsolute, joinPath, parentPath } from '../reading/join-path.ts';

/**
 * The IDE's `User` folders, and the folders of the CLI and of transcripts. Overrides: VSCODE_PORTABLE (the IDE's data),
 * XDG_CONFIG_HOME and APPDATA (where it lies), CURSOR_DATA_DIR and CURSOR_CONFIG_DIR (the CLI).
 */
export const rootsOf = (place: Place): readonly string[] => {
  const { env, home } = place;
  const portable = asText(env['VSCODE_PORTABLE']);
  const own = [asText(env['CURSOR_DATA_DIR']), asText(env['CURSOR_CONFIG_DIR'])].flatMap((path) => path ?? []);
  const roots = [
    ...(portable === undefined ? [] : [joinPath(portable, 'user-data', 'User')]),
    ...userFolders(home, place),
    joinPath(home, '.cursor-server', 'data', 'User'),
    ...own,
    joinPath(home, '.cursor'),
    joinPath(home, '.cursor-server'),
  ];
  return [...new Set(roots)].filter(isAbsolute);
};

const userFolders = (home: string, { platform, env }: Place): readonly string[] => {
  if (platform === 'darwin') return [joinPath(home, 'Library', 'Application Support', 'Cursor', 'User')];
  if (platform === 'win32')
    return [joinPath(asText(env['APPDATA']) ?? joinPath(home, 'AppData', 'Roaming'), 'Cursor', 'User')];
  const config = asText(env['XDG_CONFIG_HOME']);
  return [
    ...(config === undefined ? [] : [joinPath(config, 'Cursor', 'User')]),
    joinPath(home, '.config', 'Cursor', 'User'),
  ];
};

/** Where the IDE may keep its own record of a session whose transcript lies below `root` (`~/.cursor`). */
export const userFoldersNear = (root: string): readonly string[] => {
  const home = parentPath(root);
  return [
    joinPath(home, '.config', 'Cursor', 'User'),
    joinPath(home, 'Library', 'Application Support', 'Cursor', 'User'),
    joinPath(home, 'AppData', 'Roaming', 'Cursor', 'User'),
    joinPath(home, '.cursor-server', 'data', 'User'),
  ];
};

export const isUserFolder = (root: string): boolean => baseName(root) === 'User';
