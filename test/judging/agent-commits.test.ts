import { describe, expect, test } from 'vitest';
import type { RangeCommit } from '../../src/domain/change-facts.ts';
import { firstAgentCommit, namedArtifacts } from '../../src/judging/agent-commits.ts';

const PERSON = { name: 'A Person', email: 'person@example.test', time: 0 };

const commit = (message: string, author = PERSON, committer = PERSON): RangeCommit => ({
  oid: '1'.repeat(40),
  parents: ['2'.repeat(40)],
  tree: '3'.repeat(40),
  author,
  committer,
  message,
  changes: [],
  is_clean_merge: false,
});

const isAgents = (...given: Parameters<typeof commit>): boolean => firstAgentCommit([commit(...given)]) !== undefined;
const by = (name: string, email: string): typeof PERSON => ({ name, email, time: 0 });

describe('an agent’s', () => {
  test.each([
    ['Claude', 'noreply@anthropic.com'],
    ['Claude Code', 'someone@example.test'],
    ['claude[bot]', '209825114+claude[bot]@users.noreply.github.com'],
    ['copilot-swe-agent[bot]', '198982749+Copilot@users.noreply.github.com'],
    ['Copilot', '175728472+Copilot@users.noreply.github.com'],
    ['Devin AI', '158243242+devin-ai-integration[bot]@users.noreply.github.com'],
    ['google-labs-jules[bot]', '161369871+google-labs-jules[bot]@users.noreply.github.com'],
    ['Cursor Agent', 'cursoragent@cursor.com'],
    ['codex', 'codex@openai.com'],
    ['gemini-cli', '218195315+gemini-cli@users.noreply.github.com'],
    ['aider (gpt-x)', 'aider@aider.chat'],
    ['Amp', 'amp@ampcode.com'],
    ['opencode', 'noreply@opencode.ai'],
    ['Qwen-Coder', 'qwen-coder@alibabacloud.com'],
    ['factory-droid[bot]', '138933559+factory-droid[bot]@users.noreply.github.com'],
    ['amazon-q-developer[bot]', '208079219+amazon-q-developer[bot]@users.noreply.github.com'],
    ['v0[bot]', '184998000+v0[bot]@users.noreply.github.com'],
    ['ChatGPT', 'chatgpt@openai.com'],
    ['Goose', 'agent@block.xyz'],
    ['Ann (aider)', 'ann@example.test'],
    ['Oz', 'oz-agent@warp.dev'],
    ['Warp', 'agent@warp.dev'],
    ['Junie', 'junie@jetbrains.com'],
    ['Kiro Agent', '244629292+kiro-agent@users.noreply.github.com'],
    ['Roo Code', 'roomote@roocode.com'],
  ])('%s <%s>, as author, committer and co-author', (name, email) => {
    expect(isAgents('work', by(name, email))).toBe(true);
    expect(isAgents('work', PERSON, by(name, email))).toBe(true);
    expect(isAgents(`work\n\nCo-Authored-By: ${name} <${email}>\n`)).toBe(true);
  });

  test.each([
    'Co-authored-by: Claude Opus 4.1 (1M context) <noreply@anthropic.com>',
    'Assisted-by: Claude',
    'Assisted-by: Claude:claude-opus-4 coccinelle',
    'Generated-by: Amp',
    'Made-with: Cursor',
    'Claude-Session: 0f3c',
    'Amp-Thread-ID: T-1',
    'Assisted-by: Crush:some-model',
    'Agent: goose (gpt-x)',
    '🤖 Generated with [Claude Code](https://claude.com/claude-code)',
  ])('%s', (line) => {
    expect(isAgents(`work\n\n${line}\n`)).toBe(true);
  });
});

describe('nobody’s but a person’s, or another bot’s', () => {
  test.each([
    ['pre-commit-ci[bot]', '66853113+pre-commit-ci[bot]@users.noreply.github.com'],
    ['release-please[bot]', '55107282+release-please[bot]@users.noreply.github.com'],
    ['mergify[bot]', '37929162+mergify[bot]@users.noreply.github.com'],
    ['dependabot[bot]', '49699333+dependabot[bot]@users.noreply.github.com'],
    ['github-actions[bot]', '41898282+github-actions[bot]@users.noreply.github.com'],
    ['weblate', 'hosted@weblate.org'],
    ['Claude', 'claude@example.test'],
    ['Claude', '12+claude@users.noreply.github.com'],
    ['Jules', 'jules@example.test'],
    ['Devin', 'devin@example.test'],
    ['Jane', 'jane@openai.com'],
    ['Jane', 'jane@anthropic.com'],
    ['Jane', 'jane@jetbrains.com'],
    ['Junie', 'junie@example.test'],
    ['Oz', 'oz@warp.dev'],
    ['Windsurf', 'windsurf@example.test'],
  ])('%s <%s>', (name, email) => {
    expect(isAgents('work', by(name, email), by(name, email))).toBe(false);
    expect(isAgents(`work\n\nCo-Authored-By: ${name} <${email}>\n`)).toBe(false);
  });

  test.each(['Handoff: Bob takes over from here.', 'Handoff: session-1', 'Assisted-by: Claude <claude@example.test>'])(
    '%s',
    (line) => {
      expect(isAgents(`work\n\n${line}\n`)).toBe(false);
    },
  );
});

test('of the pins of one artifact the last is named, and those before it are told', () => {
  const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(12));
  const messages = [`Handoff: a@${one}`, 'Handoff: a', `Handoff: a@${two}\nHandoff: b`, `Handoff: a@${three}`];
  expect(namedArtifacts(messages.map((message) => ({ message })))).toEqual([
    { id: 'a', version: three, earlier: [one, two] },
    { id: 'b', version: null },
  ]);
});
