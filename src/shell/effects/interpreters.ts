/** Programs that run a file as a program, and what their options say of it. */

/** In which language a file is read that is run: of itself (`./fix`) by its first line. */
export type ScriptLanguage = 'shell' | 'powershell' | 'other' | 'itself';

export interface Interpreter {
  readonly names: RegExp;
  readonly language: ScriptLanguage;
  /** Options behind which no file is run, or one that is only looked at. */
  readonly none: RegExp;
  /** Options whose value is the next word. */
  readonly valued: RegExp;
  /** The option behind which a module of the language stands. */
  readonly module?: RegExp;
  /** Of several words the first is a verb. */
  readonly verbs?: RegExp;
  /** Or it is one that runs no file by a word of its own. */
  readonly others?: RegExp;
  /** What may have to be added to a word to get the file. */
  readonly endings?: readonly string[];
}

const NODE: Interpreter = {
  names: /^(?:node|nodejs|tsx|ts-node|zx|vite-node|esno|jiti|babel-node)$/,
  language: 'other',
  none: /^(?:-[a-z]*[cepv]|-h|--(?:eval|print|check|test|run|version|help)(?:=.*)?)$/,
  valued: /^(?:-[rCO]|--(?:require|import|loader|experimental-loader|conditions|env-file|config|tsconfig|project))$/,
  verbs: /^run$/,
  endings: ['', '.js', '.cjs', '.mjs', '.ts', '/index.js'],
};

export const INTERPRETERS: readonly Interpreter[] = [
  {
    names: /^(?:bash|sh|zsh|dash|ksh|ash|source|\.)$/,
    language: 'shell',
    none: /^(?:-[a-zA-Z]*[cn][a-zA-Z]*|--(?:version|help))$/,
    valued: /^(?:[-+][a-zA-Z]*[oO]|--rcfile|--init-file)$/,
  },
  {
    names: /^(?:i?python|pypy)[\d.]*$|^py$/,
    language: 'other',
    none: /^(?:-[bBdEiIOPqsSuvx]*[cVh]|--(?:version|help))$/,
    valued: /^-[bBdEiIOPqsSuvx]*[WX]$/,
    module: /^-[bBdEiIOPqsSuvx]*m$/,
  },
  {
    ...NODE,
    names: /^(?:deno|bun)$/,
    others: /^(?:test|bench|lint|check|fmt|build|compile|task|doc|install|add|remove|outdated|publish|upgrade)$/,
  },
  NODE,
  {
    names: /^(?:ruby|perl|php|lua)$/,
    language: 'other',
    none: /^(?:-[a-zA-Z0-9]*[eEcrl]|--(?:version|help|run|syntax-check))$/,
    valued: /^-[rId]$/,
  },
  {
    names: /^(?:pwsh|powershell)$/i,
    language: 'powershell',
    none: /^[-/](?:c|co|com\w*|e|ec|enc\w*)$/i,
    valued: /^[-/](?:ep|ex|exec\w*|wi\w*|w|wd|work\w*|version|config\w*)$/i,
  },
  {
    names: /^go$/,
    language: 'other',
    none: /^(?!run$)[a-z]+$/,
    valued: /^-(?:tags|ldflags|gcflags|mod|exec|C|p)$/,
    verbs: /^run$/,
    endings: ['', '/main.go'],
  },
];
