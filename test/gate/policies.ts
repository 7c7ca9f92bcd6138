/** Policies that many cases share. */

/** Tests are required; a CI job could witness them, so that a strict gate can be satisfied. */
export const RECORDED = `ci_principals = ["ci"]
[[required_checks]]
name = "tests"
command = "npm test"
`;

export const ALWAYS = 'require = "always"\n';
