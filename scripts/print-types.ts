/**
 * Prints the types that a JSON Schema describes, for the part of the language that `schemas/` uses. What it does not
 * know it refuses, so that no keyword is passed over in silence.
 */
import { asArray, asString, field, isObject } from '../src/domain/json.ts';

/** A schema as an interface of its `$defs` and a type of its root, e.g. `HandoffDefs` and `Handoff`. */
export const printTypes = (schema: unknown): string => {
  const name = asString(field(schema, 'title')) ?? '';
  const defs = field(schema, '$defs');
  const members = isObject(defs)
    ? Object.entries(defs).map(([key, def]) => `  readonly ${key}: ${printType(def, name)};\n`)
    : [];
  return `export interface ${name}Defs {\n${members.join('')}}\n\nexport type ${name} = ${printType(schema, name)};\n`;
};

const printType = (schema: unknown, owner: string): string => {
  const known = KEYWORDS.find((keyword) => field(schema, keyword) !== undefined);
  const value = known === undefined ? undefined : field(schema, known);
  switch (known) {
    case '$ref':
      return printReference(asString(value) ?? '', owner);
    case 'const':
      return JSON.stringify(value);
    case 'enum':
      return asArray(value)
        .map((item) => JSON.stringify(item))
        .join(' | ');
    case 'anyOf':
    case 'oneOf':
      return asArray(value)
        .map((item) => printType(item, owner))
        .join(' | ');
    case 'allOf':
      return asArray(value)
        .map((item) => printType(item, owner))
        .join(' & ');
    case 'type':
      return [value]
        .flat()
        .map((type) => printPlain(asString(type) ?? '', schema, owner))
        .join(' | ');
    default:
      if (isObject(schema) && Object.keys(schema).every((key) => key === 'description')) return 'unknown';
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
};

/** In the order in which they decide. */
const KEYWORDS = ['$ref', 'const', 'enum', 'anyOf', 'oneOf', 'allOf', 'type'] as const;

const printReference = (reference: string, owner: string): string => {
  const [file = '', pointer = ''] = reference.split('#/$defs/');
  const name = file === '' ? owner : file.replace('.schema.json', '').replace(/^./, (first) => first.toUpperCase());
  return pointer === '' ? name : `${name}Defs['${pointer}']`;
};

const printPlain = (type: string, schema: unknown, owner: string): string => {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  if (type === 'array') return `readonly (${printType(field(schema, 'items'), owner)})[]`;
  if (type === 'object') return printObject(schema, owner);
  throw new Error(`no type for ${type}`);
};

const printObject = (schema: unknown, owner: string): string => {
  const properties = field(schema, 'properties');
  const rest = field(schema, 'additionalProperties');
  if (!isObject(properties)) {
    return `{ readonly [key: string]: ${isObject(rest) ? printType(rest, owner) : 'unknown'} }`;
  }
  const required = asArray(field(schema, 'required'));
  const members = Object.entries(properties).map(
    ([key, value]) => `readonly '${key}'${required.includes(key) ? '' : '?'}: ${printType(value, owner)}`,
  );
  return `{ ${members.join('; ')} }`;
};
