const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    typescript: 'ts tsx mts cts',
    javascript: 'js jsx mjs cjs',
    python: 'py',
    rust: 'rs',
    go: 'go',
    java: 'java',
    kotlin: 'kt kts gradle',
    swift: 'swift',
    ruby: 'rb',
    cpp: 'c cpp h hpp',
    csharp: 'cs',
    css: 'css scss',
    html: 'html svelte vue',
    xml: 'xml',
    json: 'json',
    yaml: 'yaml yml',
    toml: 'toml',
    markdown: 'md',
    sql: 'sql',
    bash: 'sh bash zsh dockerfile makefile',
    diff: 'diff',
    properties: 'properties',
  }).flatMap(([language, extensions]) => extensions.split(' ').map((one): [string, string] => [one, language])),
);

/** Language of a file by its extension, or its name where it has none (Dockerfile, Makefile); undefined when unknown. */
export const languageOf = (path: string): string | undefined =>
  LANGUAGES.get(
    path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase(),
  );
