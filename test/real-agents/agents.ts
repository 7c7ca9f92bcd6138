/**
 * The real coding agents that can be driven offline: npm package and pinned version of each, how it is pointed at the
 * scripted model, and how it is run. Telemetry and updates are off.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface RealAgent {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly bin: string;
  /** Where it keeps its sessions, below HOME. */
  readonly sessions: string;
  /** Prompts that its command line can take in one session; absent: any number. */
  readonly turns?: number;
  /** Writes its settings. `base` is the model's address, `home` a private HOME. */
  prepare?(base: string, home: string): void;
  /** Arguments of a run before the first prompt. */
  setup?(base: string): readonly string[];
  env(base: string): { readonly [name: string]: string };
  args(prompt: string, turn: number): readonly string[];
  /** Behind the arguments of a later prompt: goes on in a copy of the session. Absent: the agent cannot, from its command line. */
  readonly fork?: readonly string[];
}

const put = (path: string, value: unknown): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
};

const claudeCode: RealAgent = {
  id: 'claude-code',
  package: '@anthropic-ai/claude-code',
  version: '2.1.197',
  bin: 'claude',
  sessions: '.claude/projects',
  env: (base) => ({
    ANTHROPIC_BASE_URL: base,
    ANTHROPIC_API_KEY: 'none',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
    IS_SANDBOX: '1',
  }),
  args: (prompt, turn) => [
    ...(turn > 0 ? ['-c'] : []),
    '-p',
    prompt,
    '--dangerously-skip-permissions',
    '--output-format',
    'json',
  ],
  fork: ['--fork-session'],
};

const codex: RealAgent = {
  id: 'codex',
  package: '@openai/codex',
  version: '0.169.0',
  bin: 'codex',
  sessions: '.codex/sessions',
  prepare: (base, home) =>
    put(
      join(home, '.codex/config.toml'),
      `model = "gpt-5-codex"\nmodel_provider = "mock"\n[model_providers.mock]\nname = "mock"\nbase_url = "${base}/v1"\nwire_api = "responses"\n[analytics]\nenabled = false\n`,
    ),
  env: () => ({}),
  args: (prompt, turn) => [
    'exec',
    ...(turn > 0 ? ['resume', '--last'] : []),
    '--dangerously-bypass-approvals-and-sandbox',
    prompt,
  ],
};

const gemini: RealAgent = {
  id: 'gemini',
  package: '@google/gemini-cli',
  version: '0.61.0',
  bin: 'gemini',
  sessions: '.gemini/tmp',
  prepare: (_base, home) =>
    put(join(home, '.gemini/settings.json'), {
      security: { auth: { selectedType: 'gemini-api-key' } },
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
      general: { enableAutoUpdate: false },
    }),
  env: (base) => ({ GEMINI_API_KEY: 'none', GOOGLE_GEMINI_BASE_URL: base, GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
  args: (prompt, turn) => ['-y', ...(turn > 0 ? ['--resume', 'latest'] : []), '-p', prompt],
};

const opencode: RealAgent = {
  id: 'opencode',
  package: 'opencode-ai',
  version: '1.18.33',
  bin: 'opencode',
  sessions: '.local/share/opencode',
  prepare: (base, home) =>
    put(join(home, '.config/opencode/opencode.json'), {
      autoupdate: false,
      share: 'disabled',
      model: 'mock/mock-model',
      small_model: 'mock/mock-model',
      permission: 'allow',
      provider: {
        mock: {
          npm: '@ai-sdk/openai-compatible',
          name: 'mock',
          options: { baseURL: `${base}/v1`, apiKey: 'none' },
          models: { 'mock-model': { name: 'mock', limit: { context: 200000, output: 8000 } } },
        },
      },
    }),
  env: () => ({
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
  }),
  args: (prompt, turn) => ['run', ...(turn > 0 ? ['-c'] : []), prompt],
  fork: ['--fork'],
};

const copilot: RealAgent = {
  id: 'copilot',
  package: '@github/copilot',
  version: '1.0.102',
  bin: 'copilot',
  sessions: '.copilot/session-state',
  env: (base) => ({
    COPILOT_OFFLINE: 'true',
    COPILOT_PROVIDER_BASE_URL: `${base}/v1`,
    COPILOT_MODEL: 'gpt-5',
    COPILOT_PROVIDER_API_KEY: 'none',
    COPILOT_AUTO_UPDATE: 'false',
  }),
  args: (prompt, turn) => [...(turn > 0 ? ['--continue'] : []), '-p', prompt, '--allow-all-tools'],
};

const cline: RealAgent = {
  id: 'cline',
  package: 'cline',
  version: '3.0.65',
  bin: 'cline',
  sessions: '.cline/data',
  // its command line has no plain way to go on with the last session
  turns: 1,
  setup: (base) => ['auth', '-p', 'openai', '-k', 'none', '-m', 'mock-model', '-b', `${base}/v1`],
  env: () => ({}),
  args: (prompt) => ['-P', 'openai', '-m', 'mock-model', '--auto-approve', 'true', prompt],
};

const qwen: RealAgent = {
  id: 'qwen',
  package: '@qwen-code/qwen-code',
  version: '0.15.10',
  bin: 'qwen',
  sessions: '.qwen/projects',
  env: (base) => ({ OPENAI_API_KEY: 'none', OPENAI_BASE_URL: `${base}/v1`, OPENAI_MODEL: 'mock-model' }),
  args: (prompt, turn) => ['-y', '--auth-type', 'openai', ...(turn > 0 ? ['-c'] : []), '-p', prompt],
};

const pi: RealAgent = {
  id: 'pi',
  package: '@mariozechner/pi-coding-agent',
  version: '0.73.1',
  bin: 'pi',
  sessions: '.pi/agent/sessions',
  prepare: (base, home) =>
    put(join(home, '.pi/agent/models.json'), {
      providers: {
        mock: {
          baseUrl: `${base}/v1`,
          api: 'openai-completions',
          apiKey: 'none',
          models: [
            {
              id: 'mock-model',
              name: 'mock',
              reasoning: false,
              input: ['text'],
              cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
              contextWindow: 200000,
              maxTokens: 8000,
            },
          ],
        },
      },
    }),
  env: () => ({ PI_OFFLINE: '1' }),
  args: (prompt, turn) => ['-p', ...(turn > 0 ? ['-c'] : []), '--provider', 'mock', '--model', 'mock-model', prompt],
};

export const realAgents: readonly RealAgent[] = [claudeCode, codex, gemini, opencode, copilot, cline, qwen, pi];
