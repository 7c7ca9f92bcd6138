/**
 * How coding agents sign what they commit (as of 2026-11): by names that no person has, by the logins of their apps, and by
 * the addresses that their makers set aside for them. A bot is no agent for being one, a maker's employee is none, and
 * people are called Claude, Devin and Jules too: such a name alone says nothing. A hint, no security.
 */
const NAME =
  /^(?:claude[ -](?:code|opus|sonnet|haiku)\b.*|(?:openai )?codex(?:[ -]cli)?|(?:github )?copilot(?:-swe-agent)?|gemini(?:[ -](?:cli|code assist))?|opencode|cursor(?:[ -]?agent)?|aider|devin[ -]ai(?:[ -]integration)?|openhands|qwen[ -]?code(?:r)?|jules[ -]bot|pi[ -]agent)$/i;
/** Names and words that people go by as well. */
const SHARED_NAME = /^(?:claude|devin|jules|junie|amp|goose|cline|crush|droid|v0)$/i;
/** Of apps and accounts of GitHub; of these `[bot]` is not said by all. */
const LOGIN =
  /^(?:copilot(?:-swe-agent)?|gemini-(?:cli|code-assist)|cursoragent|devin-ai-integration|google-labs-jules|chatgpt-codex-connector|openhands-agent|opencode-agent|factory-droid|amazon-q-developer|jetbrains-junie|gpt-engineer-app|roomote|kilo-code-bot|kiro-agent|sweep-ai)$/i;
const GITHUB = /^(?:\d+\+)?([A-Za-z0-9-]+)(\[bot\])?@users\.noreply\.github\.com$/i;
/** Of a maker's addresses those that no person has. */
const ADDRESS =
  /^(?:no-?reply|agents?|bot|bugbot|chatgpt|claude(?:-code)?|codex|cursor-?agent|aider|amp|opencode|crush|openhands|qwen-coder)@(?:anthropic\.com|openai\.com|cursor\.(?:com|sh)|aider\.chat|ampcode\.com|opencode\.ai|charm\.land|all-hands\.dev|alibabacloud\.com)$/i;
/**
 * Of makers who set one aside for their agent alone: Warp (`Oz <oz-agent@warp.dev>`, before 2026 `Warp <agent@warp.dev>`:
 * warpdotdev/warp, issues 9215 and 10956), Junie and Roo Code's Roomote, each as in commits of many repositories. What
 * Windsurf and pi are told to sign with differs from one repository to the next: they themselves write none.
 */
const OWN_ADDRESS = /^(?:(?:oz-)?agent@warp\.dev|junie@jetbrains\.com|roomote@roocode\.com)$/i;
/** What such a name together with one of their addresses says. */
const MAKER =
  /@(?:[\w-]+\.)?(?:anthropic\.com|cognition\.ai|block\.xyz|cline\.bot|ampcode\.com|charm\.land|factory\.ai)$/i;
/** aider adds itself to the name of whom it works for. */
const BESIDE_A_PERSON = /\(aider\)\s*$/i;

/**
 * Whether `Name (model) <address>` is an agent's.
 * @param isOfTool it is said where tools are named (`Assisted-by: Claude`): a name without an address is theirs there
 */
export const isAgentIdentity = (text: string, isOfTool = false): boolean => {
  const [, said = '', address = ''] = /^([^<]{0,200})(?:<([^>]{0,320})>)?/.exec(text) ?? [];
  const name = (/^[^(:[]*/.exec(said)?.[0] ?? '').trim();
  if (NAME.test(name) || isAddress(address) || BESIDE_A_PERSON.test(said) || isApp(address)) return true;
  if (!SHARED_NAME.test(name)) return false;
  return /\[bot\]\s*$/i.test(said) || MAKER.test(address) || (isOfTool && address === '');
};

const isAddress = (address: string): boolean => ADDRESS.test(address) || OWN_ADDRESS.test(address);

const isApp = (address: string): boolean => {
  const [, login = '', app] = GITHUB.exec(address) ?? [];
  return LOGIN.test(login) || (app !== undefined && (SHARED_NAME.test(login) || NAME.test(login)));
};
