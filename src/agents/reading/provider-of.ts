const PROVIDERS: readonly (readonly [RegExp, string])[] = [
  [/claude|anthropic/, 'anthropic'],
  [/gemini|google|palm/, 'google'],
  [/gpt|openai|codex|davinci|(?:^|\/)o\d/, 'openai'],
  [/grok|xai/, 'xai'],
  [/deepseek/, 'deepseek'],
  [/mistral|codestral|devstral/, 'mistral'],
  [/qwen/, 'alibaba'],
];

/** Who makes a model, by its name; `unknown` when the name does not say. */
export const providerOf = (model: string | undefined): string => {
  const name = (model ?? '').slice(0, 200).toLowerCase();
  return PROVIDERS.find(([pattern]) => pattern.test(name))?.[1] ?? 'unknown';
};
