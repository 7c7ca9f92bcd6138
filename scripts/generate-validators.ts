/**
 * Writes into `src/generated`, from each file of `schemas/`: a validator without any dependency (`validate-NAME.js`,
 * loaded on demand), and the types that the schemas describe (`schema-types.ts`), which `test/schemas/types.test-d.ts`
 * holds equal to those of `src/domain`.
 */
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneModule from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { printTypes } from './print-types.ts';

const root = join(import.meta.dirname, '..');
const SUFFIX = '.schema.json';

/** @param out folder to write into; the names written are returned */
export const generateValidators = async (out: string = join(root, 'src/generated')): Promise<readonly string[]> => {
  const schemas = readSchemas();
  mkdirSync(out, { recursive: true });
  const written = [
    write(out, 'schema-types.ts', [HEAD, ...schemas.map(({ schema }) => printTypes(schema))].join('\n')),
  ];
  for (const { name } of schemas) {
    written.push(write(out, `validate-${name}.js`, HEAD + (await validatorOf(name, schemas))));
    written.push(write(out, `validate-${name}.d.ts`, HEAD + declarationOf(name)));
  }
  return written;
};

interface NamedSchema {
  readonly name: string;
  readonly schema: object;
}

const HEAD = '// Generated from schemas/ by scripts/generate-validators.ts.\n';

const readSchemas = (): readonly NamedSchema[] =>
  readdirSync(join(root, 'schemas'))
    .filter((file) => file.endsWith(SUFFIX))
    .sort()
    .map((file) => ({
      name: file.slice(0, -SUFFIX.length),
      schema: JSON.parse(readFileSync(join(root, 'schemas', file), 'utf8')) as object,
    }));

const functionName = (name: string): string =>
  `validate${name.replace(/(?:^|-)(.)/g, (_, first: string) => first.toUpperCase())}`;

/** Ajv's code asks for small functions of its runtime with `require`: bundling puts them in. */
const validatorOf = async (name: string, schemas: readonly NamedSchema[]): Promise<string> => {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    // `if` and `allOf` speak of properties that stand elsewhere in the same schema
    strictRequired: false,
    strictTypes: false,
    code: { source: true, esm: true, lines: true },
    schemas: schemas.map(({ schema }) => schema),
  });
  const code = standalone(ajv, { [functionName(name)]: `${name}${SUFFIX}` });
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    write: false,
    logLevel: 'warning',
  });
  return outputFiles.map((file) => file.text).join('');
};

/** A CommonJS module's default export, which Node hands over with a wrapper around it. */
const standalone = 'default' in standaloneModule ? standaloneModule.default : standaloneModule;

const declarationOf = (name: string): string => `
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  /** Of the keyword: additionalProperty, allowedValues and the like. */
  readonly params?: { readonly [name: string]: unknown };
}

/** Whether a value is what \`schemas/${name}${SUFFIX}\` says; then \`errors\` holds all that is wrong until the next call. */
export declare const ${functionName(name)}: {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
};
`;

/** Whole or not at all: tests may run while this is written. */
const write = (out: string, name: string, text: string): string => {
  const part = join(out, `.${name}.${process.pid}`);
  writeFileSync(part, text);
  renameSync(part, join(out, name));
  return name;
};
