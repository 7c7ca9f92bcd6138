import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const encoded = Buffer.from(`{"p": "${PASSWORD}"}`).toString('base64');
const value = noise(20);

export const fixtures: RuleFixtures = {
  found: [
    [`apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  config.json: ${encoded}\n  user: YWRh\n`, encoded],
    [`apiVersion: v1\ndata:\n  FOO: ${encoded}\nkind: Secret\nmetadata:\n  name: db\n`, encoded],
    [`kind: Secret\nstringData:\n  foo: "${value}"\n`, value],
    [`kind: ConfigMap\ndata:\n  a: words\n---\nkind: Secret\ndata:\n  foo: ${value}\n`, value],
    [`     1\tkind: Secret\n     2\tdata:\n     3\t  foo: ${value}\n`, value],
    [`+kind: Secret\n+data:\n+  foo: ${value}\n`, value],
    [JSON.stringify({ apiVersion: 'v1', data: { tls: value }, kind: 'Secret' }, null, 4), value],
    // what stands between entries, and values of several lines and words
    [`kind: Secret\nstringData:\n  # a remark\n  foo: ${value}\n`, value],
    [`kind: Secret\nstringData:\n  a.ini: |\n    [db]\n\n    line = 1\n{{- end }}\n  foo: ${value}\n`, value],
    [`kind: Secret\nstringData:\n  a.ini: |\n    [db]\n    dsn ada ${value}\n`, value],
    [`kind: Secret\nstringData:\n  foo: two words ${value} # not three\n`, value],
    [`kind: Secret\nstringData:\n  "foo": '${value}'\n`, value],
    ['kind: Secret\nstringData:\n  foo: "some Words" # no words\n', 'some Words'],
    [JSON.stringify({ kind: 'Secret', stringData: { a: '{"b": {"c": 1}}', foo: value } }), value],
    [JSON.stringify({ kind: 'Secret', stringData: { a: JSON.stringify({ b: value }) } }), value],
    [JSON.stringify({ last: JSON.stringify({ kind: 'Secret', stringData: { foo: value } }) }), value],
    [`     1\t{ "kind": "Secret", "data": {\n     2\t  "a": "eA==",\n     3\t  "foo": "${value}"\n`, value],

    [`apiVersion: v1\ndata:\n  a: ${noise(20_000)}\n  b: ${noise(30)}\nkind: Secret\n`, noise(30)],
    [JSON.stringify({ kind: 'Secret', data: { a: noise(20_000), b: noise(30) } }), noise(30)],
    [JSON.stringify({ data: { a: noise(20_000), b: noise(30) }, kind: 'Secret' }, null, 2), noise(30)],
    [JSON.stringify({ kind: 'Secret', stringData: { a: 'x"y\\', b: noise(30) } }), noise(30)],
  ],
  left: [
    `kind: ConfigMap\ndata:\n  foo: ${encoded}\n`,
    `kind: Secret\ndata:\n  foo: x\n---\nkind: ConfigMap\ndata:\n  foo: ${encoded}\n`,
    `kind: SecretStore\ndata:\n  foo: ${encoded}\n`,
    `     1\tkind: Secret\n     2\t---\n     3\tkind: ConfigMap\n     4\tdata:\n     5\t  foo: ${encoded}\n`,
    `+kind: Secret\n+---\n+kind: ConfigMap\n+data:\n+  foo: ${encoded}\n`,
    `\`\`\`yaml\nkind: Secret\n\`\`\`\n\n\`\`\`yaml\nkind: ConfigMap\ndata:\n  foo: ${encoded}\n\`\`\`\n`,
    // another text (redact-texts.ts)
    `kind: Secret\n\n\0\nkind: ConfigMap\ndata:\n  foo: ${encoded}\n`,
    `kind: ConfigMap\ndata:\n  foo: ${encoded}\n\n\0\nkind: Secret\n`,
    'kind: Secret\nstringData:\n  a.yaml: |\n    user: {{ .Values.user }}\nmetadata:\n  name: of-the-shop\n',
    '+kind: Secret\n+stringData:\n+  a: $A\n metadata:\n   name: of-the-shop\n',
    'kind: Secret\nmetadata:\n  name: db-credentials\n  labels:\n    app: shop\n',
    'kind: Secret\ndata:\n  foo: {{ .Values.password | b64enc }}\n  bar: $PASSWORD\n',

    `kind: Secret\n${'plain words\n'.repeat(2000)}data:\n  a: value7xy\n`,
  ],
};
