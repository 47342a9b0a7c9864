import { writeFileSync } from 'node:fs'
import { CHECK_GROUPS, type Check } from '../src/inventory/checks/registry.ts'

/** Where the list of checks stands. */
export const CHECKS_FILE = new URL('../docs/CHECKS.md', import.meta.url)

/** docs/CHECKS.md, from the rules themselves. */
export function checksDocument(): string {
  const groups: [string, Readonly<Record<string, Check>>][] = Object.entries(CHECK_GROUPS)
  return `${[INTRODUCTION, ...groups.map(([heading, checks]) => section(heading, checks))].join('\n')}`
}

const INTRODUCTION = `# The checks

What \`leasehold check FILE\` and the request form look at, beyond what \`dhcpd -t\` refuses. \`dhcpd -t\` accepts a file
with each of these. The codes are stable: \`--json\` prints them, and an approval binds to those of the warnings shown.

- **In a file** is the severity in a review of a whole file: with an error, \`leasehold check\` exits with 1.
- **In the form** is the severity for a host that is asked for: an error stops it, a warning is confirmed and shown to
  the approver. “–” means that the rule is not used there.

What dhcpd itself would refuse is an error too, with \`refused: true\` in \`--json\` and a code of its own.

This page is written by \`node scripts/checks-doc.ts\` from \`src/inventory/checks/registry.ts\`.
`

function section(heading: string, checks: Readonly<Record<string, Check>>): string {
  const rows = Object.entries(checks).map(
    ([code, { file, form, title, advice }]) =>
      `| \`${code}\` | ${file ?? '–'} | ${form ?? '–'} | ${title}. | ${advice} |`,
  )
  return `## ${heading}

| code | in a file | in the form | what is found | what to do |
|---|---|---|---|---|
${rows.join('\n')}
`
}

if (import.meta.main) writeFileSync(CHECKS_FILE, checksDocument())
