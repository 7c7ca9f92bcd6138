import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RealAgent } from './agents.ts';

export interface Installed {
  /** Folder with the agent's command, and a Node to run it with. */
  readonly bin: string;
  readonly version: string;
}

/**
 * Installs an agent with npm, once, into a cache outside the tree: $AGENTS_DIR, else a folder of the user's cache.
 * @param version `latest`, or a version; default the pinned one
 */
export const installAgent = (agent: RealAgent, version: string = agent.version): Installed => {
  const cache = join(process.env['AGENTS_DIR'] ?? join(homedir(), '.cache/opensession-agents'), agent.id, version);
  const bin = join(cache, 'node_modules/.bin');
  if (version === 'latest' || !existsSync(join(bin, agent.bin))) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'package.json'), '{"private":true}');
    const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', 'node@24', `${agent.package}@${version}`];
    execFileSync('npm', args, {
      cwd: cache,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: outside(),
      timeout: INSTALL_MS,
    });
  }
  const manifest = join(cache, 'node_modules', agent.package, 'package.json');
  return { bin, version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version };
};

/** A registry that does not answer is told, not waited for. */
const INSTALL_MS = 300_000;

/** npm's own variables, when this runs in one of its scripts, would point the installation back at this project. */
const outside = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|NODE_OPTIONS)/i.test(name)));
